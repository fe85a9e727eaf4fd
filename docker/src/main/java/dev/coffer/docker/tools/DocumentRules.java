package dev.coffer.docker.tools;

import java.util.List;

/**
 * How a tool asks one document of docker's form.
 *
 * @param order the parts in the order in which they are asked
 * @param keepsRegistryToken whether the entry's {@code registrytoken} is added to a helper's answer
 */
record DocumentRules(
        List<Part> order, HelperRules helpers, Matching matching, Values values, boolean keepsRegistryToken) {
    DocumentRules {
        order = List.copyOf(order);
    }

    /** The parts of a document. */
    enum Part {
        /** {@code credHelpers}, else {@code credsStore}. */
        HELPER,
        /** {@code auths}. */
        ENTRIES
    }

    /** Docker's library; how it reads the entries depends on how the loading went. */
    static DocumentRules docker(HelperRules.After helperFailed, Values values) {
        return new DocumentRules(
                List.of(Part.HELPER, Part.ENTRIES),
                HelperRules.docker(helperFailed),
                Matching.exactThenHost(KeyHosts::docker),
                values,
                true);
    }

    /** containers/image. */
    static DocumentRules containers() {
        return new DocumentRules(
                List.of(Part.HELPER, Part.ENTRIES),
                HelperRules.containers(),
                Matching.exactThenHost(KeyHosts::containers),
                Values::authAndIdentityToken,
                false);
    }

    /** containers/image in {@code .dockercfg}. */
    static DocumentRules containersFlat() {
        Matching flat = Matching.exactThenHost(KeyHosts::containersFlat);
        Matching hostOnly = (asking, entries) -> flat.matches(
                new Asking(asking.helperKey(), asking.helperInput(), List.of(asking.helperKey()), asking.host()),
                entries);
        return new DocumentRules(
                List.of(Part.ENTRIES), HelperRules.containers(), hostOnly, Values::authAndIdentityToken, false);
    }

    /** oras-go. */
    static DocumentRules oras(Values values) {
        return new DocumentRules(
                List.of(Part.HELPER, Part.ENTRIES),
                HelperRules.oras(),
                Matching.exactThenHost(KeyHosts::oras),
                values,
                false);
    }
}
