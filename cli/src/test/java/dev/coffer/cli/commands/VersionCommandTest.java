package dev.coffer.cli.commands;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.core.Version;
import org.junit.jupiter.api.Test;

class VersionCommandTest {
    @Test
    void an_inventory_gets_every_member_on_one_line() {
        Typed version = Typed.coffer("version", "--json");

        assertThat(version.status()).isZero();
        assertThat(version.err()).isEmpty();
        assertThat(version.out()).isEqualTo("""
                        {"version":"%s","delivery":"jvm","java":"%s","vm":"%s","os":"%s","arch":"%s","build":null}
                        """.formatted(
                        Version.CURRENT,
                        System.getProperty("java.version"),
                        System.getProperty("java.vm.name"),
                        System.getProperty("os.name"),
                        System.getProperty("os.arch")));
    }
}
