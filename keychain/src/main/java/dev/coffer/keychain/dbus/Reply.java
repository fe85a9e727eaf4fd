package dev.coffer.keychain.dbus;

/** The answer to a call, or a signal. */
public final class Reply {
    private final Message message;

    Reply(Message message) {
        this.message = message;
    }

    /** The values, when they are of these types. */
    public BodyReader body(String signature) throws MalformedMessageException {
        return message.body(signature);
    }

    /** The unique name of the connection that sent it; the bus vouches for it. */
    public String sender() {
        return message.sender();
    }
}
