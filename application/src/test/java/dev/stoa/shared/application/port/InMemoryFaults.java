package dev.stoa.shared.application.port;

import dev.stoa.shared.application.StoreUnavailable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A gate before any port, for tests of what a use case does when a store fails: each call may fail
 * before it is made, so that nothing has happened, or after it, so that it has happened and only
 * the answer is lost.
 */
public final class InMemoryFaults {
  /** What happens to one call. */
  public enum Fault {
    NONE,
    NOT_DONE,
    ANSWER_LOST
  }

  private final Supplier<Fault> faults;

  /**
   * A gate.
   *
   * @param faults is asked once at each call of a method of the port; the same faults are the same
   *     test
   */
  public InMemoryFaults(Supplier<Fault> faults) {
    this.faults = faults;
  }

  /**
   * The port behind the gate. A call that fails throws {@link StoreUnavailable}; what the port
   * itself throws passes through.
   */
  public <P> P before(Class<P> port, P behind) {
    return port.cast(
        Proxy.newProxyInstance(
            port.getClassLoader(),
            new Class<?>[] {port},
            (proxy, method, arguments) -> call(behind, method, arguments)));
  }

  private @Nullable Object call(Object behind, Method method, Object @Nullable [] arguments)
      throws Throwable {
    if (method.getDeclaringClass() == Object.class) {
      return invoke(behind, method, arguments);
    }
    Fault fault = faults.get();
    if (fault == Fault.NOT_DONE) {
      throw unavailable(method, "was not done");
    }
    Object answer = invoke(behind, method, arguments);
    if (fault == Fault.ANSWER_LOST) {
      throw unavailable(method, "was done, but its answer is lost");
    }
    return answer;
  }

  private static StoreUnavailable unavailable(Method method, String what) {
    String text = method.getDeclaringClass().getSimpleName() + "." + method.getName() + " " + what;
    return new StoreUnavailable(text, new IllegalStateException("a fault of the test"));
  }

  private static @Nullable Object invoke(
      Object behind, Method method, Object @Nullable [] arguments) throws Throwable {
    try {
      return method.invoke(behind, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause() == null ? e : e.getCause();
    }
  }
}
