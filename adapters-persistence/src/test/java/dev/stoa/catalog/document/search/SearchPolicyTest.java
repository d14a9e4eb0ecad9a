package dev.stoa.catalog.document.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stoa.catalog.application.port.SearchQuery;
import dev.stoa.shared.application.Cursor;
import dev.stoa.shared.application.InvalidCursor;
import dev.stoa.shared.application.PageRequest;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.apache.lucene.util.automaton.CharacterRunAutomaton;
import org.apache.lucene.util.automaton.Operations;
import org.apache.lucene.util.automaton.RegExp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What needs no engine. */
final class SearchPolicyTest {
  private static final SearchQuery QUERY =
      SearchQuery.of("mug", Currency.getInstance("EUR"), PageRequest.first(10));

  /**
   * Golden: when it changes, every index is made anew at the next start. That is right when the
   * policy was changed on purpose, and costs a rebuild when it was not.
   */
  @Test
  void theFormatIsThatOfThisPolicy() {
    assertThat(IndexFormat.of("golden")).isEqualTo("6f60800201a0ea65");
    assertThat(IndexFormat.of("other")).isNotEqualTo(IndexFormat.of("golden"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"lamp", "aabb", "tinned", "q&a's", "3.55", "abcdefghijklmnopqrst"})
  void theTwoFormsOfOneErrorAcceptTheSame(String start) {
    String pattern = Typing.beginsNearPattern(start);
    assertThat(pattern.length()).isLessThan(1_000);
    CharacterRunAutomaton written =
        new CharacterRunAutomaton(
            Operations.determinize(
                new RegExp(pattern, RegExp.NONE).toAutomaton(),
                Operations.DEFAULT_DETERMINIZE_WORK_LIMIT));
    CharacterRunAutomaton built = new CharacterRunAutomaton(Typing.beginsNear(start));
    for (int i = 0; i <= start.length(); i++) {
      for (int j = i; j <= start.length(); j++) {
        for (String middle : List.of("", "x", "xy", "l", "a", start)) {
          for (String end : List.of("", "s", "zz")) {
            String word = start.substring(0, i) + middle + start.substring(j) + end;
            assertThat(written.run(word)).as(word).isEqualTo(built.run(word));
          }
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "mugs, mug",
    "knives, knive",
    "berries, berry",
    "glass, glass",
    "bus, bus",
    "shoes, shoes",
    "boxes, boxe",
    "ties, ty",
    "as, as"
  })
  void takesTheEnglishPluralOff(String word, String singular) {
    assertThat(Analysis.singular(word)).isEqualTo(singular);
  }

  @Test
  void aTitleKeyIsOneLineOfPlainWords() {
    assertThat(Analysis.titleKey("Crème  Brûlée, the T-Shirt!"))
        .isEqualTo("creme brulee the t shirt");
    assertThat(Analysis.titleKey("ワイヤレスヘッドホン 日本製")).isEqualTo("ワイヤレスヘッドホン 日本製");
    assertThat(Analysis.titleKey("!\n?")).isEqualTo("! ?");
    assertThat(Analysis.titleKey("x".repeat(199) + "\uD835\uDC00")).isEqualTo("x".repeat(199));
  }

  @Test
  void aCursorComesBackAsItWas() {
    SearchCursor cursor =
        new SearchCursor(5, List.of(22.0f, Long.MAX_VALUE, new UUID(0, 1).toString()));
    assertThat(SearchCursor.parse(cursor.toCursor(QUERY), QUERY)).isEqualTo(cursor);
  }

  @ParameterizedTest
  @ValueSource(strings = {"NaN", "Infinity", "one", ""})
  void aCursorWithAWrongScoreIsRefused(String score) {
    SearchCursor cursor = new SearchCursor(0, List.of(score, 1L, new UUID(0, 1).toString()));
    Cursor forged = cursor.toCursor(QUERY);
    assertThatThrownBy(() -> SearchCursor.parse(forged, QUERY)).isInstanceOf(InvalidCursor.class);
  }

  @Test
  void ordersAsUtf8DoesAlsoBeyondTheFirstPlane() {
    assertThat(Facet.compare("\uFFFD", "\uD835\uDC00")).isNegative();
    assertThat(Facet.compare("a", "ab")).isNegative();
    assertThat(Facet.compare("b", "ab")).isPositive();
    assertThat(Facet.compare("a", "a")).isZero();
  }

  @Test
  void fieldsHaveDifferentNamesThatAreNamesInEveryEngine() {
    assertThat(Arrays.stream(Field.values()).map(Field::indexName))
        .doesNotHaveDuplicates()
        .allMatch(name -> Pattern.matches("[a-z][a-zA-Z]*", name));
  }
}
