package dev.stoa.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * The rules of a hexagon whose packages are, unless it is said otherwise, context first, layer
 * last:
 *
 * <pre>
 * base.shared.domain               values that all contexts speak
 * base.&lt;context&gt;.domain            aggregates, values, policies
 * base.&lt;context&gt;.events            what the context publishes
 * base.&lt;context&gt;.application       use cases and reactions; .port below it
 * base.&lt;context&gt;.&lt;technology&gt;      adapters: rest, sqlite, mongo, kafka, ...
 * base.&lt;context&gt;.document          the stored form, shared by the stores of the context
 * base.bootstrap                   the wiring; the only place that sees more than one adapter
 * base.&lt;tool&gt;                      what is built beside the product: load drivers, simulators
 * </pre>
 *
 * {@code shared} may be used by all and uses none.
 *
 * <p>A hexagon never changes: each method gives another one.
 *
 * <pre>
 * Hexagon.in("org.example.library")
 *     .domain("model")
 *     .application("usecases")
 *     .wiredIn("main")
 *     .without("no-setters-in-the-domain")
 *     .check(new ClassFileImporter().importPackages("org.example.library"));
 * </pre>
 */
public final class Hexagon {
  private static final Pattern PUBLIC_IN_ADAPTERS =
      Pattern.compile(".*(Module|Options|Config|Configuration|Resource|Request|Response|Server)");

  private final Shape shape;
  private final String access;
  private final Pattern publicInAdapters;
  private final Optional<ContextMap> map;
  private final Optional<JavaClasses> tests;
  private final Map<String, UnaryOperator<NamedRule>> changes;
  private final Set<String> leftOut;

  private Hexagon(
      Shape shape,
      String access,
      Pattern publicInAdapters,
      Optional<ContextMap> map,
      Optional<JavaClasses> tests,
      Map<String, UnaryOperator<NamedRule>> changes,
      Set<String> leftOut) {
    this.shape = shape;
    this.access = access;
    this.publicInAdapters = publicInAdapters;
    this.map = map;
    this.tests = tests;
    this.changes = Map.copyOf(changes);
    this.leftOut = Set.copyOf(leftOut);
  }

  /**
   * The hexagon under a base package, wired in {@code <base>.bootstrap}.
   *
   * @throws IllegalArgumentException when that is not the name of a package
   */
  public static Hexagon in(String base) {
    return new Hexagon(
        Shape.of(base),
        "Access",
        PUBLIC_IN_ADAPTERS,
        Optional.empty(),
        Optional.empty(),
        Map.of(),
        Set.of());
  }

  private Hexagon with(Shape other) {
    return new Hexagon(other, access, publicInAdapters, map, tests, changes, leftOut);
  }

  /** The layer comes first: {@code <base>.<layer>.<context>}. */
  public Hexagon layerFirst() {
    return with(nesting(Shape.Nesting.LAYER_FIRST));
  }

  /** There is one context, which has no name: {@code <base>.<layer>}. */
  public Hexagon oneContext() {
    return with(nesting(Shape.Nesting.ONE_CONTEXT));
  }

  private Shape nesting(Shape.Nesting nesting) {
    return new Shape(
        shape.base(),
        nesting,
        shape.domain(),
        shape.application(),
        shape.ports(),
        shape.events(),
        shape.document(),
        shape.adapters(),
        shape.shared(),
        shape.wiring(),
        shape.tools());
  }

  /** The name of the layer of aggregates, values and policies, instead of {@code domain}. */
  public Hexagon domain(String name) {
    return layers(name, shape.application(), shape.ports(), shape.events(), shape.document());
  }

  /** The name of the layer of use cases, instead of {@code application}. */
  public Hexagon application(String name) {
    return layers(shape.domain(), name, shape.ports(), shape.events(), shape.document());
  }

  /** The name of the packages of driven ports below the use cases, instead of {@code port}. */
  public Hexagon ports(String name) {
    return layers(shape.domain(), shape.application(), name, shape.events(), shape.document());
  }

  /** The name of the layer of published events, instead of {@code events}. */
  public Hexagon events(String name) {
    return layers(shape.domain(), shape.application(), shape.ports(), name, shape.document());
  }

  /** The name of the layer of stored forms, instead of {@code document}. */
  public Hexagon documents(String name) {
    return layers(shape.domain(), shape.application(), shape.ports(), shape.events(), name);
  }

  private Hexagon layers(
      String domain, String application, String ports, String events, String document) {
    return with(
        new Shape(
            shape.base(),
            shape.nesting(),
            domain,
            application,
            ports,
            events,
            document,
            shape.adapters(),
            shape.shared(),
            shape.wiring(),
            shape.tools()));
  }

  /** The adapters stand in a folder of their own: {@code <folder>.<technology>}. */
  public Hexagon adaptersIn(String folder) {
    return outside(folder, shape.shared(), shape.wiring(), shape.tools());
  }

  /** The name of what all contexts share, instead of {@code shared}. */
  public Hexagon shared(String name) {
    return outside(shape.adapters(), name, shape.wiring(), shape.tools());
  }

  /** The name of the package under the base that wires all, instead of {@code bootstrap}. */
  public Hexagon wiredIn(String name) {
    return outside(shape.adapters(), shape.shared(), name, shape.tools());
  }

  /** Packages under the base that are not shipped: load drivers, simulators, servers for tests. */
  public Hexagon tools(String... names) {
    return outside(shape.adapters(), shape.shared(), shape.wiring(), Set.of(names));
  }

  private Hexagon outside(String adapters, String shared, String wiring, Set<String> tools) {
    return with(
        new Shape(
            shape.base(),
            shape.nesting(),
            shape.domain(),
            shape.application(),
            shape.ports(),
            shape.events(),
            shape.document(),
            adapters,
            shared,
            wiring,
            tools));
  }

  /** The simple name of the annotation that says who may call a route. */
  public Hexagon accessBy(String annotation) {
    return new Hexagon(shape, annotation, publicInAdapters, map, tests, changes, leftOut);
  }

  /** What may be public in an adapter: a pattern of simple names. */
  public Hexagon publicInAdapters(String pattern) {
    return new Hexagon(shape, access, Pattern.compile(pattern), map, tests, changes, leftOut);
  }

  /** Adds the rules that contexts listen and call only where the map has an arrow. */
  public Hexagon follows(ContextMap drawn) {
    return new Hexagon(
        shape, access, publicInAdapters, Optional.of(drawn), tests, changes, leftOut);
  }

  /**
   * Adds the rule that each driven port has a contract suite which all of its adapters pass.
   *
   * @param classes the test classes of all adapters
   */
  public Hexagon testedBy(JavaClasses classes) {
    return new Hexagon(
        shape, access, publicInAdapters, map, Optional.of(classes), changes, leftOut);
  }

  /**
   * Leaves rules out, by name.
   *
   * @throws IllegalArgumentException when there is no such rule
   */
  public Hexagon without(String... names) {
    Set<String> all = new HashSet<>(leftOut);
    for (String name : names) {
      all.add(known(name));
    }
    return new Hexagon(shape, access, publicInAdapters, map, tests, changes, all);
  }

  /**
   * Lets one class, with what is nested in it, break one rule. It is an error when it does not.
   *
   * @param reason for whoever reads the test
   * @throws IllegalArgumentException when there is no such rule, or no reason
   */
  public Hexagon tolerating(String rule, String className, String reason) {
    if (reason.isBlank()) {
      throw new IllegalArgumentException("why may " + className + " break " + rule + "?");
    }
    return changing(known(rule), r -> r.tolerating(className));
  }

  /**
   * Lets what is listed in a file break a rule, and nothing else; see {@link NamedRule#frozenIn}.
   *
   * @throws IllegalArgumentException when there is no such rule
   */
  public Hexagon freezing(String rule, Path file) {
    return changing(known(rule), r -> r.frozenIn(file));
  }

  private Hexagon changing(String rule, UnaryOperator<NamedRule> change) {
    Map<String, UnaryOperator<NamedRule>> all = new HashMap<>(changes);
    UnaryOperator<NamedRule> before = all.getOrDefault(rule, r -> r);
    all.put(rule, r -> change.apply(before.apply(r)));
    return new Hexagon(shape, access, publicInAdapters, map, tests, all, leftOut);
  }

  private String known(String name) {
    List<String> names = all().stream().map(NamedRule::name).toList();
    if (!names.contains(name)) {
      throw new IllegalArgumentException(
          "there is no rule " + name + "; the rules are " + String.join(", ", names));
    }
    return name;
  }

  /** The rules, in a fixed order. */
  public List<NamedRule> rules() {
    return all().stream()
        .filter(rule -> !leftOut.contains(rule.name()))
        .map(rule -> changes.getOrDefault(rule.name(), r -> r).apply(rule))
        .toList();
  }

  private List<NamedRule> all() {
    List<NamedRule> rules = new ArrayList<>(new BorderRules(shape).all());
    rules.addAll(new InsideRules(shape).all());
    rules.addAll(new HouseRules(shape, access, publicInAdapters).all());
    map.ifPresent(drawn -> rules.addAll(new MapRules(shape, drawn).all()));
    tests.ifPresent(classes -> rules.add(new ContractRules(shape, classes).rule()));
    return rules;
  }

  /** Throws one AssertionError that holds what all rules found. */
  public void check(JavaClasses classes) {
    shape.requireOurs(classes);
    List<String> reports = rules().stream().flatMap(rule -> rule.report(classes).stream()).toList();
    if (!reports.isEmpty()) {
      throw new AssertionError("\n" + String.join("\n\n", reports) + "\n");
    }
  }
}
