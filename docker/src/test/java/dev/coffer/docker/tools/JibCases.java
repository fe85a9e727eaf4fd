package dev.coffer.docker.tools;

import dev.coffer.docker.tools.AuthFileCases.Case;

/** The cases of jib-core, which is given the path of docker's file. */
final class JibCases {
    private JibCases() {}

    static ToolAnswer ask(Case each, String key, MapWorld world) {
        throw new IllegalStateException("no model of jib-core for " + each.id() + key + world.asked());
    }
}
