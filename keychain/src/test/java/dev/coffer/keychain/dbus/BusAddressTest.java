package dev.coffer.keychain.dbus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.platform.places.Environment;
import java.nio.file.Path;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BusAddressTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            unix:path=/run/user/1000/bus                          | /run/user/1000/bus
            unix:guid=0123,path=/run/bus                          | /run/bus
            unix:path=/tmp/a%20b%2Cc                              | /tmp/a b,c
            unix:path=/tmp/%c3%a4                                 | /tmp/ä
            unix:runtime=yes                                      | /run/mine/bus
            tcp:host=localhost,port=1;autolaunch:;unix:path=/x    | /x
            """)
    void the_usual_forms_are_understood(String address, String path) throws Exception {
        Environment environment = new Environment(Map.of(BusAddress.VARIABLE, address, "XDG_RUNTIME_DIR", "/run/mine"));

        assertThat(BusAddress.of(environment)).containsExactly(new BusAddress.SocketFile(Path.of(path)));
    }

    @Test
    void several_addresses_keep_their_order() throws Exception {
        Environment environment =
                new Environment(Map.of(BusAddress.VARIABLE, "unix:abstract=/tmp/dbus-%41%ff,guid=1;unix:path=/x"));

        assertThat(BusAddress.of(environment))
                .containsExactly(new BusAddress.AbstractName("/tmp/dbus-Aÿ"), new BusAddress.SocketFile(Path.of("/x")));
    }

    @Test
    void without_the_variable_the_bus_is_in_the_runtime_folder() throws Exception {
        assertThat(BusAddress.of(new Environment(Map.of("XDG_RUNTIME_DIR", "/run/mine"))))
                .containsExactly(new BusAddress.SocketFile(Path.of("/run/mine/bus")));
        assertThatThrownBy(() -> BusAddress.of(new Environment(Map.of()))).isInstanceOf(NoBusException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "autolaunch:",
                "unixexec:path=/bin/sh",
                "tcp:host=localhost,port=1",
                "unix:",
                "unix:path=relative",
                "unix:path=/a%2",
                "unix:path=/a%zz",
                "unix:path=/a%00b",
                "unix:runtime=yes",
                ";;",
                "x"
            })
    void what_would_start_a_bus_or_is_no_address_is_refused(String address) {
        Environment environment = new Environment(Map.of(BusAddress.VARIABLE, address));

        assertThatThrownBy(() -> BusAddress.of(environment)).isInstanceOf(NoBusException.class);
    }

    @Property(tries = 500)
    void no_text_leads_to_another_exception(@ForAll String text) {
        try {
            BusAddress.of(new Environment(Map.of(BusAddress.VARIABLE, "unix:path=/" + text)));
            BusAddress.of(new Environment(Map.of(BusAddress.VARIABLE, text)));
        } catch (NoBusException documented) {
            assertThat(documented).hasMessageNotContaining("\n");
        }
    }
}
