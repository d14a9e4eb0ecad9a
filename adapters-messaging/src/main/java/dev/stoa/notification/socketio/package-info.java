/**
 * Live notification over Socket.IO, for protocol versions 4 and 5 (Engine.IO 3 and 4). It turns
 * connections into seats of the audience and messages into events; what is told to whom is not
 * decided here.
 */
@NullMarked
package dev.stoa.notification.socketio;

import org.jspecify.annotations.NullMarked;
