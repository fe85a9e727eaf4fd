package dev.coffer.keychain.secretservice;

import dev.coffer.keychain.Availability;
import dev.coffer.keychain.dbus.BusAddress;
import dev.coffer.keychain.dbus.BusConnection;
import dev.coffer.platform.places.Environment;
import dev.coffer.platform.sockets.AbstractSockets;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;

/** Where the service is met, and on what terms. */
record SessionBus(Environment environment, SecretServiceSettings settings, AbstractSockets abstractSockets) {
    private static final Duration PROBE_LIMIT = Duration.ofMillis(40);

    /** Connects for one operation of a store: as long as the service and a person may take. */
    Conversation begin() throws IOException {
        return begin(settings.answerLimit().plus(settings.promptLimit()));
    }

    /** Connects for one operation that may take so long in all. */
    Conversation begin(Duration whole) throws IOException {
        OperationTime time = new OperationTime(settings, whole);
        return new Conversation(connect(time.forService()), settings, time);
    }

    Availability probe() {
        try (BusConnection bus = connect(PROBE_LIMIT)) {
            if (bus.hasOwner(Names.SERVICE)) {
                return new Availability.Available("a secret service runs on the session bus");
            }
            if (bus.canStart(Names.SERVICE)) {
                return new Availability.Available("the session bus can start a secret service");
            }
            return new Availability.Missing("no secret service runs on the session bus", Failures.START);
        } catch (SocketTimeoutException silent) {
            return new Availability.Missing(
                    "the session bus did not answer within " + PROBE_LIMIT.toMillis() + " ms", "restart the session");
        } catch (IOException failed) {
            var failure = Failures.of(failed);
            return new Availability.Missing(String.valueOf(failure.getMessage()), failure.whatToDo());
        }
    }

    private BusConnection connect(Duration limit) throws IOException {
        return BusConnection.open(BusAddress.of(environment), abstractSockets, limit);
    }
}
