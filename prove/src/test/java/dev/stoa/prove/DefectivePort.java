package dev.stoa.prove;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A port of which one method does something else; all others do what the sound one does. */
final class DefectivePort {
  private DefectivePort() {}

  /** The sound method. */
  interface Sound {
    @Nullable Object call(@Nullable Object... arguments);
  }

  /** What happens instead. */
  interface Instead {
    @Nullable Object call(Sound sound, Object... arguments);
  }

  /**
   * A port with a defect.
   *
   * @param method its name; the port has it
   */
  static <P> P of(Class<P> port, P sound, String method, Instead instead) {
    if (Arrays.stream(port.getMethods()).noneMatch(m -> m.getName().equals(method))) {
      throw new IllegalArgumentException(port.getSimpleName() + " has no method " + method);
    }
    Object proxy =
        Proxy.newProxyInstance(
            port.getClassLoader(),
            new Class<?>[] {port},
            (self, called, given) -> {
              Object[] arguments = given == null ? new Object[0] : given;
              Sound call =
                  with -> {
                    try {
                      return called.invoke(sound, with);
                    } catch (InvocationTargetException thrown) {
                      throw unchecked(thrown.getCause());
                    } catch (IllegalAccessException closed) {
                      throw new IllegalStateException(closed);
                    }
                  };
              return called.getName().equals(method)
                  ? instead.call(call, arguments)
                  : call.call(arguments);
            });
    return port.cast(proxy);
  }

  private static RuntimeException unchecked(@Nullable Throwable thrown) {
    if (thrown instanceof Error error) {
      throw error;
    }
    return thrown instanceof RuntimeException failure ? failure : new IllegalStateException(thrown);
  }
}
