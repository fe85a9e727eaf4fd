package dev.coffer.cloud.acr;

import dev.coffer.api.Kind;
import dev.coffer.cloud.servers.BadJsonException;
import dev.coffer.platform.http.Answer;
import java.util.Optional;

/**
 * What Entra's refusals mean. Its errors carry a number, {@code AADSTS7000215}, in {@code error_description}; the numbers
 * are those of Microsoft's list "Microsoft Entra authentication and authorization error codes".
 */
final class EntraRefusals {
    private static final String PREFIX = "AADSTS";

    private EntraRefusals() {}

    /**
     * Explains an answer other than 200.
     *
     * @param where who answered: {@code Entra ID}
     * @param client the client id that was sent, for the remedy
     * @param secret what was sent and must not be repeated
     */
    static RefusedException of(Answer answer, String where, String client, String secret) {
        if (PatientHttp.isBusy(answer.status())) {
            return new RefusedException(
                    Kind.UNREACHABLE, where + " answered with status " + answer.status(), "try again later");
        }
        try {
            Fields json = Fields.of(answer.body());
            String error = json.text("error").orElse("");
            Optional<String> description = json.text("error_description")
                    .or(() -> json.text("message"))
                    .or(() -> json.text("Message"));
            String words = Words.firstLine(description.orElse(error), secret);
            return explain(
                    where + " refused (status " + answer.status() + ")" + (words.isEmpty() ? "" : ": " + words),
                    error,
                    description.orElse(""),
                    client);
        } catch (BadJsonException wordless) {
            return new RefusedException(
                    Kind.REFUSED,
                    where + " answered with status " + answer.status() + " and no reason",
                    "check the address of the login server, and proxies on the way to it");
        }
    }

    /**
     * Explains words of Entra, wherever they were met.
     *
     * @param said what is shown
     * @param error the error of OAuth, or nothing
     * @param description where the number is looked for
     */
    static RefusedException explain(String said, String error, String description, String client) {
        String remedy = "check AZURE_CLIENT_ID, AZURE_TENANT_ID and the credential that goes with them";
        return switch (number(description)) {
            case "500011", "500014", "50001", "70011", "650057" ->
                RefusedException.audienceUnknown(said, "have the tenant's registries checked: az acr list");
            case "7000215" ->
                new RefusedException(
                        Kind.REFUSED, said, "put the secret's value, not its id, into AZURE_CLIENT_SECRET");
            case "7000222" ->
                new RefusedException(
                        Kind.EXPIRED,
                        said,
                        "make a new secret, and set AZURE_CLIENT_SECRET: az ad app credential reset --id " + client);
            case "700016", "7000112", "700025" ->
                new RefusedException(
                        Kind.REFUSED, said, "check AZURE_CLIENT_ID, and that AZURE_TENANT_ID is the tenant it is in");
            case "90002", "900023", "900021" ->
                new RefusedException(
                        Kind.REFUSED, said, "check AZURE_TENANT_ID, and AZURE_AUTHORITY_HOST for other clouds");
            case "700024" ->
                new RefusedException(
                        Kind.EXPIRED, said, "check this machine's clock, and who renews the federated token");
            case "700027" ->
                new RefusedException(
                        Kind.REFUSED,
                        said,
                        "register the certificate: az ad app credential reset --append --cert @FILE --id " + client);
            case "70021", "700211", "700212", "700213", "700221" ->
                new RefusedException(
                        Kind.REFUSED,
                        said,
                        "compare issuer, subject and audience with: az ad app federated-credential list --id "
                                + client);
            case "700082", "70043", "70044", "50173", "50078", "50076", "50079" ->
                new RefusedException(Kind.EXPIRED, said, "az login");
            default ->
                switch (error) {
                    case "invalid_resource" -> RefusedException.audienceUnknown(said, remedy);
                    case "temporarily_unavailable" -> new RefusedException(Kind.UNREACHABLE, said, "try again later");
                    default -> new RefusedException(Kind.REFUSED, said, remedy);
                };
        };
    }

    /** The digits behind the first AADSTS. */
    private static String number(String text) {
        int start = text.indexOf(PREFIX);
        if (start < 0) {
            return "";
        }
        start += PREFIX.length();
        int end = start;
        while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
            end++;
        }
        return text.substring(start, end);
    }
}
