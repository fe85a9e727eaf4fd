package dev.coffer.keychain.dbus;

/**
 * A method to be called.
 *
 * @param destination the service's name on the bus
 * @param path the object
 * @param type the interface
 * @param member the method
 * @param signature the types of what the body holds; empty when it holds nothing
 * @param body the arguments, from a {@link BodyWriter}; overwritten once they are sent
 * @param mayStart true when the bus may start the service
 */
@SuppressWarnings("ArrayRecordComponent") // sent once, never compared
public record MethodCall(
        String destination, String path, String type, String member, String signature, byte[] body, boolean mayStart) {
    private static final String BUS = "org.freedesktop.DBus";

    /** A method without arguments. */
    public static MethodCall of(String destination, String path, String type, String member) {
        return new MethodCall(destination, path, type, member, "", new byte[0], true);
    }

    /** The same method with these arguments. */
    public MethodCall with(String signature, BodyWriter arguments) {
        return new MethodCall(destination, path, type, member, signature, arguments.toByteArray(), mayStart);
    }

    /** A method of the bus itself. */
    static MethodCall ofBus(String member) {
        return of(BUS, "/org/freedesktop/DBus", BUS, member);
    }

    byte[] encode(int serial) {
        BodyWriter header = new BodyWriter();
        header.u8('l').u8(Message.CALL).u8(mayStart ? 0 : Message.NO_AUTO_START).u8(Message.VERSION);
        header.u32(body.length).u32(serial);
        header.array(8, () -> {
            header.struct().u8(Message.PATH).signature("o").string(path);
            header.struct().u8(Message.INTERFACE).signature("s").string(type);
            header.struct().u8(Message.MEMBER).signature("s").string(member);
            header.struct().u8(Message.DESTINATION).signature("s").string(destination);
            if (!signature.isEmpty()) {
                header.struct().u8(Message.SIGNATURE).signature("g").signature(signature);
            }
        });
        header.struct();
        return header.toByteArray();
    }
}
