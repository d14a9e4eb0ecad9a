package dev.stoa.shared.document;

import java.util.List;

/**
 * How the aggregates of one kind are stored, the same in every engine that stores documents.
 *
 * @param name the name of their table or collection; written once
 * @param outbox the name under which their unpublished events are known; written once
 * @param form the record that is the stored form
 * @param indexes what their queries need
 */
public record DocumentKind<D>(
    String name, String outbox, Class<D> form, List<DocumentIndex> indexes) {
  public DocumentKind {
    indexes = List.copyOf(indexes);
  }
}
