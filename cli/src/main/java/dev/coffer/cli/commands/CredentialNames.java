package dev.coffer.cli.commands;

import dev.coffer.api.Credential;
import dev.coffer.api.Lookup;
import dev.coffer.api.Secret;
import dev.coffer.core.diagnosis.Diagnosis;
import dev.coffer.core.diagnosis.ToolDiagnosis;
import dev.coffer.docker.tools.ToolCredential;
import dev.coffer.docker.tools.ToolOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Names for credentials that show no secret and yet tell whether two tools use the same one: the user's name, and where
 * one user has several secrets, their number.
 */
final class CredentialNames {
    private static final String TOKEN = "(token)";

    private record Named(String user, Secret secret) {}

    private final List<Named> seen = new ArrayList<>();

    CredentialNames(Diagnosis diagnosis) {
        if (diagnosis.coffer().answer() instanceof Lookup.Found found) {
            note(named(found.credential()));
        }
        for (ToolDiagnosis tool : diagnosis.tools()) {
            note(tool.answer().outcome());
        }
    }

    String of(Credential credential) {
        return name(named(credential));
    }

    String of(ToolCredential credential) {
        return named(credential).map(this::name).orElse("(nothing that can be sent)");
    }

    private void note(ToolOutcome outcome) {
        switch (outcome) {
            case ToolOutcome.Uses uses -> named(uses.credential()).ifPresent(this::note);
            case ToolOutcome.OneOf(List<ToolOutcome> outcomes) -> outcomes.forEach(this::note);
            case ToolOutcome.Anonymous _, ToolOutcome.Fails _ -> {}
        }
    }

    private void note(Named credential) {
        if (!seen.contains(credential)) {
            seen.add(credential);
        }
    }

    private static Named named(Credential credential) {
        return new Named(credential.isIdentityToken() ? TOKEN : credential.username(), credential.secret());
    }

    private static Optional<Named> named(ToolCredential credential) {
        Optional<Secret> token = credential.identityToken().or(credential::registryToken);
        return token.map(secret -> new Named(TOKEN, secret)).or(() -> credential
                .password()
                .map(secret -> new Named(credential.username().orElse(""), secret)));
    }

    private String name(Named credential) {
        List<Named> ofThisUser = seen.stream()
                .filter(other -> other.user().equals(credential.user()))
                .toList();
        String user = credential.user().isEmpty() ? "(empty user name)" : credential.user();
        return ofThisUser.size() < 2 ? user : user + " (secret " + (ofThisUser.indexOf(credential) + 1) + ")";
    }
}
