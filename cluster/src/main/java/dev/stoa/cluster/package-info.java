/**
 * The whole distributed shop on one machine: real servers, services in processes of their own, and
 * one origin before them. For trying, testing and proving; a production cluster is made by an
 * orchestrator from the same jar.
 */
@NullMarked
package dev.stoa.cluster;

import org.jspecify.annotations.NullMarked;
