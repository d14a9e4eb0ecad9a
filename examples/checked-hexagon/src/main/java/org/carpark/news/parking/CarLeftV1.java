package org.carpark.news.parking;

/** A car has passed the barrier on its way out. */
public record CarLeftV1(String plate, long secondsParked) {}
