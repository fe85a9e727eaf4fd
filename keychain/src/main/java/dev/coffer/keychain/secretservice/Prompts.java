package dev.coffer.keychain.secretservice;

import dev.coffer.api.Kind;
import dev.coffer.api.StoreException;
import dev.coffer.keychain.dbus.BodyReader;
import dev.coffer.keychain.dbus.BodyWriter;
import dev.coffer.keychain.dbus.BusConnection;
import dev.coffer.keychain.dbus.MethodCall;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;

/** Waits for people whom the service asks something. */
record Prompts(BusConnection bus, OperationTime time) {
    /**
     * Shows the prompt and waits until it is answered.
     *
     * @param service the unique name of the service, whose word alone counts
     * @param dismissed what it means when nobody says yes
     * @return the answer's body, at the variant that holds the result
     */
    BodyReader await(String prompt, String service, StoreException dismissed) throws IOException, StoreException {
        // Before the prompt is shown: it may be answered at once.
        bus.subscribe("type='signal',sender='" + Names.SERVICE + "',interface='" + Names.PROMPT_INTERFACE
                + "',member='Completed',path='" + prompt + "'");
        Duration limit = time.forPerson();
        bus.limit(limit);
        BodyReader answer;
        try {
            // KeePassXC answers the call only when the person has answered the prompt.
            bus.call(call(prompt, "Prompt").with("s", new BodyWriter().string("")));
            answer = bus.awaitSignal(service, prompt, Names.PROMPT_INTERFACE, "Completed")
                    .body("bv");
        } catch (SocketTimeoutException nobody) {
            // Not taken back: GNOME Keyring 42 dies of Dismiss. It goes with our connection.
            throw new StoreException(
                    Kind.TIMEOUT,
                    "nobody answered the keyring's prompt within " + limit.toMillis() + " ms",
                    Failures.UNLOCK);
        }
        bus.limit(time.forService());
        if (answer.bool()) {
            throw dismissed;
        }
        return answer;
    }

    private static MethodCall call(String prompt, String method) {
        return MethodCall.of(Names.SERVICE, prompt, Names.PROMPT_INTERFACE, method);
    }
}
