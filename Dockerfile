# One image for every service: what a container runs is its command and its environment.

FROM maven:3.9.11-eclipse-temurin-25 AS build
WORKDIR /src
COPY . .
RUN mvn -q -B -ntp -DskipTests -Dspotless.check.skip=true -pl bootstrap -am package

# The cache of loaded and linked classes (JEP 483, 514) halves the start. It is made by the JVM that
# uses it, while a shop opens and closes once.
FROM eclipse-temurin:25.0.3_9-jre AS trained
WORKDIR /stoa
COPY --from=build /src/bootstrap/target/stoa/ ./
RUN timeout --preserve-status -s TERM 25 \
      java -XX:+UseSerialGC -XX:AOTCacheOutput=stoa.aot --enable-native-access=ALL-UNNAMED \
      -jar stoa.jar demo --port 0 --data /tmp/training || test $? = 143; \
    test -s stoa.aot && rm -rf /tmp/training

FROM eclipse-temurin:25.0.3_9-jre
RUN useradd --system --uid 10001 --no-create-home stoa && install -d -o stoa -g stoa /data
WORKDIR /stoa
COPY --from=trained /stoa/ ./
USER stoa
ENV STOA_HOST=0.0.0.0 STOA_PORT=8080 STOA_DATA=/data
VOLUME /data
EXPOSE 8080 9080
ENTRYPOINT ["java", "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError", "-XX:MaxRAMPercentage=60", "-Xss512k", \
  "-XX:AOTCache=stoa.aot", "--enable-native-access=ALL-UNNAMED", "-jar", "stoa.jar"]
CMD ["serve"]
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=6 \
  CMD ["java", "-XX:+UseSerialGC", "-Xmx32m", "-XX:TieredStopAtLevel=1", "-jar", "stoa.jar", "health"]
