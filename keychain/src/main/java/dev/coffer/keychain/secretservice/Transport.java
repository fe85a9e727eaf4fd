package dev.coffer.keychain.secretservice;

import dev.coffer.keychain.dbus.BodyReader;
import dev.coffer.keychain.dbus.BodyWriter;
import dev.coffer.keychain.dbus.BusConnection;
import dev.coffer.keychain.dbus.ErrorReplyException;
import dev.coffer.keychain.dbus.MalformedMessageException;
import dev.coffer.keychain.dbus.MethodCall;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.Arrays;

/** How secrets travel over the bus: the specification's sessions. Lives as long as the connection. */
sealed interface Transport {
    /** Writes the structure {@code (oayays)} that holds the secret. */
    void write(BodyWriter to, byte[] secret);

    /** Reads such a structure. */
    byte[] read(BodyReader from) throws MalformedMessageException;

    /** The session's object. */
    String session();

    /** What every secret is said to be; Docker's helper writes the same. */
    String CONTENT_TYPE = "text/plain";

    /** The algorithm that every service must know. */
    String PLAIN = "plain";

    /** The pause before a service that was not ready is asked again. */
    long NOT_READY_MILLIS = 50;

    /** Asks for an encrypted session; the answer is for {@link Proposal#accept}. */
    static Proposal propose(BusConnection bus) throws IOException {
        Agreement agreement = Agreement.begin();
        BodyWriter arguments = new BodyWriter();
        arguments.string(Agreement.ALGORITHM).signature("ay").bytes(agreement.ourPublicKey());
        return new Proposal(agreement, bus.send(open(arguments)));
    }

    /** A session that was asked for. */
    record Proposal(Agreement agreement, int serial) {
        Transport accept(BusConnection bus, boolean plainAllowed) throws IOException {
            try {
                return encrypted(bus);
            } catch (ErrorReplyException refused) {
                if (refused.name().equals(Names.UNKNOWN_METHOD)) {
                    // As at a search, GNOME Keyring 42 now and then disowns its own method for a moment.
                    Conversation.pause(NOT_READY_MILLIS);
                    return propose(bus).encrypted(bus);
                }
                if (!plainAllowed) {
                    throw new NoEncryptionException(refused);
                }
                BodyWriter arguments =
                        new BodyWriter().string(PLAIN).signature("s").string("");
                BodyReader answer = bus.call(open(arguments)).body("vo");
                answer.skip("v");
                return new Plain(answer.string());
            }
        }

        private Transport encrypted(BusConnection bus) throws IOException {
            BodyReader answer = bus.reply(serial).body("vo");
            answer.variant("ay");
            byte[] theirs = answer.bytes();
            try {
                return new Encrypted(agreement.finish(theirs), answer.string());
            } catch (GeneralSecurityException badKey) {
                throw new MalformedMessageException("the service's public key is none");
            }
        }
    }

    private static MethodCall open(BodyWriter arguments) {
        return MethodCall.of(Names.SERVICE, Names.ROOT, Names.SERVICE_INTERFACE, "OpenSession")
                .with("sv", arguments);
    }

    /** Secrets as they are, for whoever can watch the bus. */
    record Plain(String session) implements Transport {
        @Override
        public void write(BodyWriter to, byte[] secret) {
            to.struct().string(session).bytes(new byte[0]).bytes(secret).string(CONTENT_TYPE);
        }

        @Override
        public byte[] read(BodyReader from) throws MalformedMessageException {
            from.struct();
            from.string();
            from.bytes();
            byte[] secret = from.bytes();
            from.string();
            return secret;
        }
    }

    /** Secrets encrypted with a key that only we and the service know. */
    record Encrypted(SessionCipher cipher, String session) implements Transport {
        @Override
        public void write(BodyWriter to, byte[] secret) {
            SessionCipher.Sealed sealed = cipher.encrypt(secret);
            to.struct().string(session).bytes(sealed.iv()).bytes(sealed.bytes()).string(CONTENT_TYPE);
        }

        @Override
        public byte[] read(BodyReader from) throws MalformedMessageException {
            from.struct();
            from.string();
            byte[] iv = from.bytes();
            byte[] bytes = from.bytes();
            from.string();
            try {
                return cipher.decrypt(new SessionCipher.Sealed(iv, bytes));
            } catch (GeneralSecurityException notDecrypted) {
                throw new MalformedMessageException("a secret came that the session's key does not open");
            } finally {
                Arrays.fill(bytes, (byte) 0);
            }
        }
    }
}
