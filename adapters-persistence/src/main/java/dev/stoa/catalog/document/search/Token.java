package dev.stoa.catalog.document.search;

import java.util.Set;

/**
 * A word of a text.
 *
 * @param start where it begins in the text
 * @param end where it ends, exclusive
 * @param plain in lower case, without accents and possessive; for a script without spaces two
 *     letters, or one where a run ends
 * @param term the plain word in the singular
 * @param exact with the signs behind it, such as {@code c++}; the plain word when there are none
 * @param group the same number for words that only a sign divides, and for a run of a script
 *     without spaces
 * @param dense whether its script puts no spaces between words
 * @param forms all terms that are indexed of it: plain, singular, exact, its parts, and what it is
 *     together with its neighbours in the group
 */
record Token(
    int start,
    int end,
    String plain,
    String term,
    String exact,
    int group,
    boolean dense,
    Set<String> forms) {}
