package dev.stoa.shared.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How SQLite runs the queries that an adapter asked while its contract was tried. A query over a
 * whole table costs more with each row, and no contract notices.
 */
public final class QueryPlans {
  private static final int READERS = 4;

  private QueryPlans() {}

  /**
   * Every query that the readers of this store have prepared looks something up in an index, and
   * every page seeks to its place instead of stepping over what was shown before.
   *
   * @param wholeTable what queries contain that are meant to read everything
   */
  public static void assertSeeking(SqliteStore store, String... wholeTable) {
    List<Plan> plans = of(store);
    assertThat(plans)
        .filteredOn(plan -> List.of(wholeTable).stream().noneMatch(plan.sql()::contains))
        .allSatisfy(plan -> {
          assertThat(plan.steps()).as(plan.sql()).noneMatch(QueryPlans::readsATable);
          if (plan.sql().contains(") < (?")) {
            assertThat(plan.steps()).as(plan.sql()).anyMatch(step -> step.contains("<?"));
            assertThat(plan.steps()).as(plan.sql()).noneMatch(step -> step.contains("TEMP B-TREE"));
          }
        });
  }

  /** The plans of all queries that were asked, each once. */
  public static List<Plan> of(SqliteStore store) {
    Set<String> queries = new LinkedHashSet<>();
    // A reader that was used goes to the end of the queue: so each of them is seen.
    for (int i = 0; i < READERS; i++) {
      store.read(session -> queries.addAll(session.preparedSql()));
    }
    List<Plan> plans = new ArrayList<>();
    for (String sql : queries) {
      if (sql.startsWith("SELECT")) {
        @Nullable Object[] parameters =
            Collections.nCopies((int) sql.chars().filter(c -> c == '?').count(), 1).toArray();
        plans.add(
            new Plan(
                sql,
                store.read(session ->
                    session.query(
                        "EXPLAIN QUERY PLAN " + sql, row -> row.getString("detail"), parameters))));
      }
    }
    return plans;
  }

  /** A query and the steps of its plan. */
  public record Plan(String sql, List<String> steps) {}

  private static boolean readsATable(String step) {
    return step.startsWith("SCAN")
        && !step.contains("VIRTUAL TABLE")
        && !step.contains("CONSTANT ROW");
  }
}
