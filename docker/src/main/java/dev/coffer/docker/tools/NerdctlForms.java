package dev.coffer.docker.tools;

import dev.coffer.docker.tools.HelperRules.After;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** nerdctl: docker's library, asked for one form of the registry's name after the other. */
final class NerdctlForms {
    private static final String DEFAULT_PORT = "443";

    private NerdctlForms() {}

    /** All forms in one question. */
    static List<Asking> keys(Target target) {
        List<String> forms = of(target.registry());
        return List.of(new Asking(forms.getFirst(), forms, forms.getFirst()));
    }

    /** The forms of a registry's name in the order in which they are tried. */
    static List<String> of(String registry) {
        if (registry.isEmpty() || registry.equals("docker.io") || registry.equals(Hub.URL)) {
            return List.of(Hub.URL);
        }
        String bare = KeyHosts.beforeSlash(KeyHosts.withoutScheme(registry));
        int colon = bare.lastIndexOf(':');
        boolean hasPort = colon > bare.lastIndexOf(']');
        String host = hasPort ? bare.substring(0, colon) : bare;
        String port = hasPort ? bare.substring(colon + 1) : DEFAULT_PORT;
        String withPort = host + ":" + port;
        List<String> forms = new ArrayList<>();
        forms.add(withPort);
        boolean isHub = host.equals(Hub.INDEX_HOST) || host.equals(Hub.REGISTRY_HOST);
        if (isHub && port.equals(DEFAULT_PORT)) {
            forms.add(Hub.URL);
        }
        addWithSchemes(forms, withPort);
        if (port.equals(DEFAULT_PORT)) {
            forms.add(host);
            addWithSchemes(forms, host);
        }
        return forms;
    }

    private static void addWithSchemes(List<String> forms, String form) {
        forms.add("https://" + form);
        forms.add("http://" + form);
    }

    /** Errors are passed over, unless the last form ends with one. */
    static Sources sources() {
        DockerLibrary library = new DockerLibrary(true, true, false, After.ERROR);
        return inquiry -> {
            Source dockers = library.open(FilePlaces.dockerConfig(inquiry), inquiry);
            return List.of((asking, now) -> askAll(asking.entryKeys(), dockers, now));
        };
    }

    private static Optional<ToolOutcome.Uses> askAll(List<String> forms, Source dockers, Inquiry inquiry)
            throws StoppedException {
        Optional<StoppedException> last = Optional.empty();
        for (String form : forms) {
            try {
                Optional<ToolOutcome.Uses> found = dockers.ask(Asking.forKey(form), inquiry);
                if (found.isPresent()) {
                    return found;
                }
                last = Optional.empty();
            } catch (StoppedException passedOver) {
                last = Optional.of(passedOver);
            }
        }
        if (last.isPresent()) {
            throw last.get();
        }
        return Optional.empty();
    }
}
