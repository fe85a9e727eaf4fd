package dev.coffer.keychain.foreign;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.api.Kind;
import dev.coffer.api.StoreException;
import java.lang.foreign.FunctionDescriptor;
import org.junit.jupiter.api.Test;

class NativeLibraryTest {
    private static final FunctionDescriptor INT_TO_INT = FunctionDescriptor.of(JAVA_INT, JAVA_INT);

    @Test
    void a_function_is_called() throws StoreException {
        NativeFunction abs = NativeLibrary.bind(library -> library.function("abs", INT_TO_INT), "libc.so.6");

        assertThat(abs.integer(-7)).isEqualTo(7);
    }

    @Test
    void a_library_that_is_not_there_is_unreachable() {
        assertThatThrownBy(() -> NativeLibrary.bind(library -> library, "/nowhere/lib.so"))
                .isInstanceOfSatisfying(StoreException.class, failure -> {
                    assertThat(failure.kind()).isEqualTo(Kind.UNREACHABLE);
                    assertThat(failure.whatToDo()).isNotEmpty();
                });
    }

    @Test
    void a_function_that_is_not_there_is_unreachable() {
        assertThatThrownBy(() ->
                        NativeLibrary.bind(library -> library.function("no_such_function", INT_TO_INT), "libc.so.6"))
                .isInstanceOfSatisfying(StoreException.class, failure -> assertThat(failure.kind())
                        .isEqualTo(Kind.UNREACHABLE));
    }
}
