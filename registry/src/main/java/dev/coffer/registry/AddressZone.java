package dev.coffer.registry;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/** From where an IP address can be reached (IANA's special-purpose address registries). */
enum AddressZone {
    /** From everywhere. */
    PUBLIC("public"),
    /** From inside a network: RFC 1918, carrier NAT, benchmarking, unique and site-local IPv6. */
    PRIVATE("private"),
    /** From the same link; among them the metadata services of clouds. */
    LINK_LOCAL("link-local"),
    /** From this machine. */
    LOOPBACK("loopback"),
    /** Nobody's address: unspecified, multicast, reserved. */
    UNUSABLE("unusable");

    private final String word;

    AddressZone(String word) {
        this.word = word;
    }

    static AddressZone of(InetAddress address) {
        return address instanceof Inet6Address six ? ofIpv6(six) : ofIpv4(address);
    }

    private static AddressZone ofIpv4(InetAddress address) {
        byte[] bytes = address.getAddress();
        int first = bytes[0] & 0xff;
        int second = bytes[1] & 0xff;
        if (first == 0 || first >= 224) {
            return UNUSABLE;
        }
        if (address.isLoopbackAddress()) {
            return LOOPBACK;
        }
        if (address.isLinkLocalAddress()) {
            return LINK_LOCAL;
        }
        boolean carrierNat = first == 100 && second >= 64 && second < 128;
        boolean benchmarking = first == 198 && (second == 18 || second == 19);
        boolean protocols = first == 192 && second == 0 && bytes[2] == 0;
        return address.isSiteLocalAddress() || carrierNat || benchmarking || protocols ? PRIVATE : PUBLIC;
    }

    private static AddressZone ofIpv6(Inet6Address address) {
        byte[] bytes = address.getAddress();
        if (address.isLoopbackAddress()) {
            return LOOPBACK;
        }
        if (address.isAnyLocalAddress() || address.isMulticastAddress()) {
            return UNUSABLE;
        }
        if (address.isLinkLocalAddress()) {
            return LINK_LOCAL;
        }
        if ((bytes[0] & 0xfe) == 0xfc || address.isSiteLocalAddress()) {
            return PRIVATE;
        }
        boolean sixToFour = bytes[0] == 0x20 && bytes[1] == 0x02;
        if (sixToFour) {
            return ofIpv4(ipv4(bytes, 2));
        }
        boolean nat64 = bytes[0] == 0 && bytes[1] == 0x64 && (bytes[2] & 0xff) == 0xff && (bytes[3] & 0xff) == 0x9b;
        boolean compatible = Arrays.equals(bytes, 0, 12, new byte[12], 0, 12);
        return nat64 || compatible ? ofIpv4(ipv4(bytes, 12)) : PUBLIC;
    }

    private static InetAddress ipv4(byte[] bytes, int from) {
        try {
            return InetAddress.getByAddress(Arrays.copyOfRange(bytes, from, from + 4));
        } catch (UnknownHostException wrongLength) {
            throw new IllegalStateException(wrongLength);
        }
    }

    @Override
    public String toString() {
        return word;
    }
}
