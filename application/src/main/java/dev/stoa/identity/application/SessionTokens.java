package dev.stoa.identity.application;

import dev.stoa.identity.application.port.AccessTokens;
import dev.stoa.identity.domain.RefreshToken;

/**
 * What a client gets for a login or a refresh.
 *
 * @param access for each request
 * @param refresh for the next pair, once
 */
public record SessionTokens(AccessTokens.AccessToken access, RefreshToken refresh) {}
