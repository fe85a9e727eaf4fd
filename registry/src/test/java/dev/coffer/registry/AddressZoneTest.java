package dev.coffer.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.EnumSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressZoneTest {
    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "8.8.8.8, PUBLIC",
        "172.32.0.1, PUBLIC",
        "100.128.0.1, PUBLIC",
        "2606:4700::1111, PUBLIC",
        "10.1.2.3, PRIVATE",
        "172.16.0.1, PRIVATE",
        "192.168.255.1, PRIVATE",
        "100.64.0.1, PRIVATE",
        "198.19.0.1, PRIVATE",
        "fd00:ec2::254, PRIVATE",
        "fec0::1, PRIVATE",
        "169.254.169.254, LINK_LOCAL",
        "fe80::1, LINK_LOCAL",
        "127.0.0.1, LOOPBACK",
        "127.255.0.1, LOOPBACK",
        "::1, LOOPBACK",
        "::ffff:127.0.0.1, LOOPBACK",
        "::127.0.0.1, LOOPBACK",
        "64:ff9b::10.0.0.1, PRIVATE",
        "64:ff9b::a9fe:a9fe, LINK_LOCAL",
        "2002:7f00:1::, LOOPBACK",
        "0.0.0.0, UNUSABLE",
        "0.1.2.3, UNUSABLE",
        "::, UNUSABLE",
        "224.0.0.1, UNUSABLE",
        "255.255.255.255, UNUSABLE",
        "ff02::1, UNUSABLE"
    })
    void is_found_for_every_kind_of_address(String address, AddressZone zone) {
        assertThat(AddressZone.of(InetAddress.ofLiteral(address))).isEqualTo(zone);
    }

    @ParameterizedTest(name = "realm {0}, registry {1}: {2}")
    @CsvSource({
        "PUBLIC,     PUBLIC,     true",
        "PUBLIC,     LOOPBACK,   true",
        "PRIVATE,    PUBLIC,     false",
        "PRIVATE,    PRIVATE,    true",
        "LINK_LOCAL, PRIVATE,    false",
        "LINK_LOCAL, LINK_LOCAL, true",
        "LOOPBACK,   PRIVATE,    false",
        "LOOPBACK,   LOOPBACK,   true",
        "UNUSABLE,   UNUSABLE,   false"
    })
    void of_a_realm_must_be_public_or_the_registrys(AddressZone realm, AddressZone registry, boolean allowed) {
        assertThat(RealmRule.isAllowed(realm, EnumSet.of(registry))).isEqualTo(allowed);
    }
}
