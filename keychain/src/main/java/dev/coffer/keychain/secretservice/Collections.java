package dev.coffer.keychain.secretservice;

import dev.coffer.api.Kind;
import dev.coffer.api.StoreException;
import dev.coffer.keychain.dbus.BodyReader;
import dev.coffer.keychain.dbus.BodyWriter;
import dev.coffer.keychain.dbus.BusConnection;
import dev.coffer.keychain.dbus.MethodCall;
import dev.coffer.keychain.dbus.Reply;
import dev.coffer.platform.terminal.Printable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The collections of the service: the default one, or the one that the settings name. */
final class Collections {
    /** The label that libsecret gives, too, when it has to make the default collection. */
    private static final String NEW_LABEL = "Default keyring";

    private static final String DEFAULT_ALIAS = "default";

    private final BusConnection bus;
    private final Optional<String> wanted;
    private final Prompts prompts;
    private Optional<String> found = Optional.empty();

    Collections(BusConnection bus, Optional<String> wanted, Prompts prompts) {
        this.bus = bus;
        this.wanted = wanted;
        this.prompts = prompts;
    }

    /**
     * The collection that the settings name; empty when they name none.
     *
     * @throws StoreException {@link Kind#UNREACHABLE} when there is no such collection
     */
    Optional<String> chosen() throws IOException, StoreException {
        if (wanted.isPresent() && found.isEmpty()) {
            found = Optional.of(find(wanted.get()));
        }
        return found;
    }

    /** Where new items go; makes the default collection when there is none, which may ask the user. */
    String forNewItems() throws IOException, StoreException {
        Optional<String> chosen = chosen();
        if (chosen.isPresent()) {
            return chosen.get();
        }
        Optional<String> standard = standard();
        return standard.isPresent() ? standard.get() : create();
    }

    /** The collection in use, when it is locked and shows no items: then nobody can know what it holds. */
    Optional<String> hidingItsItems() throws IOException, StoreException {
        Optional<String> chosen = chosen();
        Optional<String> collection = chosen.isPresent() ? chosen : standard();
        if (collection.isEmpty()) {
            return Optional.empty();
        }
        boolean locked = property(collection.get(), "Locked", "b").bool();
        return locked && property(collection.get(), "Items", "ao").strings().isEmpty() ? collection : Optional.empty();
    }

    private Optional<String> standard() throws IOException {
        String path = bus.call(MethodCall.of(Names.SERVICE, Names.ROOT, Names.SERVICE_INTERFACE, "ReadAlias")
                        .with("s", new BodyWriter().string(DEFAULT_ALIAS)))
                .body("o")
                .string();
        return path.equals(Names.NOTHING) ? Optional.empty() : Optional.of(path);
    }

    private String create() throws IOException, StoreException {
        BodyWriter arguments = new BodyWriter();
        arguments.array(8, () -> arguments
                .struct()
                .string(Names.COLLECTION_INTERFACE + ".Label")
                .signature("s")
                .string(NEW_LABEL));
        arguments.string(DEFAULT_ALIAS);
        Reply reply = bus.call(MethodCall.of(Names.SERVICE, Names.ROOT, Names.SERVICE_INTERFACE, "CreateCollection")
                .with("a{sv}s", arguments));
        BodyReader answer = reply.body("oo");
        String made = answer.string();
        String prompt = answer.string();
        if (!prompt.equals(Names.NOTHING)) {
            BodyReader result = prompts.await(
                    prompt,
                    reply.sender(),
                    new StoreException(
                            Kind.LOCKED,
                            "the keyring has no default collection, and the prompt to make one was dismissed or could not be shown",
                            "make one in the keyring's password manager, or log in to the desktop"));
            result.variant("o");
            made = result.string();
        }
        return made;
    }

    private String find(String name) throws IOException, StoreException {
        if (name.startsWith("/")) {
            return name;
        }
        List<String> all = bus.call(MethodCall.of(Names.SERVICE, Names.ROOT, Names.PROPERTIES_INTERFACE, "Get")
                        .with(
                                "ss",
                                new BodyWriter().string(Names.SERVICE_INTERFACE).string("Collections")))
                .body("v")
                .variant("ao")
                .strings();
        for (String path : all) {
            if (path.substring(path.lastIndexOf('/') + 1).equals(name)) {
                return path;
            }
        }
        for (String path : all) {
            if (property(path, "Label", "s").string().equals(name)) {
                return path;
            }
        }
        throw new StoreException(
                Kind.UNREACHABLE,
                "the keyring has no collection named " + Printable.escape(name),
                "create it in the keyring's password manager, or name another one in the settings");
    }

    private BodyReader property(String collection, String name, String signature) throws IOException {
        return bus.call(MethodCall.of(Names.SERVICE, collection, Names.PROPERTIES_INTERFACE, "Get")
                        .with(
                                "ss",
                                new BodyWriter()
                                        .string(Names.COLLECTION_INTERFACE)
                                        .string(name)))
                .body("v")
                .variant(signature);
    }
}
