package dev.coffer.core.audit;

import dev.coffer.core.routes.Route;
import dev.coffer.core.routes.Target;
import dev.coffer.docker.containers.CredentialHelpers;
import dev.coffer.docker.containers.RegistriesConf;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which credential helpers are configured, and where. */
final class HelperUses {
    private HelperUses() {}

    /** Places, for people to read, by the name that follows {@code docker-credential-}. */
    static Map<String, List<String>> of(Machine machine) throws IOException {
        Map<String, List<String>> uses = new LinkedHashMap<>();
        for (LoginFile file : machine.loginFiles().readable()) {
            file.credsStore().ifPresent(name -> add(uses, name, "credsStore in " + file.path()));
            for (Map.Entry<String, String> helper : file.credHelpers().entrySet()) {
                if (!helper.getValue().isEmpty()) {
                    add(uses, helper.getValue(), "credHelpers of " + Shown.key(helper.getKey()) + " in " + file.path());
                }
            }
        }
        Optional<CredentialHelpers.Setting> podman =
                RegistriesConf.of(machine.environment()).credentialHelpers().inForce();
        if (podman.isPresent()) {
            for (String name : podman.get().helpers()) {
                if (!name.equals(CredentialHelpers.AUTH_FILES)) {
                    add(uses, name, "credential-helpers in " + podman.get().file());
                }
            }
        }
        List<Route> routes = machine.coffer().map(coffer -> coffer.routes()).orElse(List.of());
        for (Route route : routes) {
            if (route.target() instanceof Target.Helper(String suffix)) {
                add(uses, suffix, "the route in " + route.where());
            }
        }
        return uses;
    }

    private static void add(Map<String, List<String>> uses, String name, String place) {
        uses.computeIfAbsent(name, _ -> new ArrayList<>()).add(place);
    }
}
