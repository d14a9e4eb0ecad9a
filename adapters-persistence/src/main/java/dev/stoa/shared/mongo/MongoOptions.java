package dev.stoa.shared.mongo;

/**
 * Where the documents are.
 *
 * @param uri of the server or replica set; what it says about time-outs, retries and write concern
 *     goes before what Stoa sets by itself
 * @param database within it; made by the first write
 */
public record MongoOptions(String uri, String database) {
  /** Without the address, which may hold a password. */
  @Override
  public String toString() {
    return "MongoOptions[uri=***, database=" + database + "]";
  }
}
