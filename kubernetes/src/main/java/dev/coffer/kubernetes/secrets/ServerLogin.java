package dev.coffer.kubernetes.secrets;

import dev.coffer.api.Credential;
import dev.coffer.api.ServerAddress;
import dev.coffer.platform.terminal.Printable;

/**
 * One server of a pull secret and the credential for it.
 *
 * @param server where the credential is valid
 * @param credential a user name and a password or access token
 */
public record ServerLogin(ServerAddress server, Credential credential) {
    /**
     * @throws PullSecretException when no kubelet could use the credential: an identity token, a user name with a colon,
     *     or a secret that is not text
     */
    public ServerLogin {
        String shown = Printable.escape(server.spelling());
        if (credential.isIdentityToken()) {
            throw new PullSecretException(
                    "what is stored for " + shown + " is an identity token, which kubelets ignore;"
                            + " log in with a password or an access token: coffer login -u USER " + shown);
        }
        if (credential.username().indexOf(':') >= 0) {
            throw new PullSecretException("the user name for " + shown
                    + " has a colon, and a kubelet would take what follows for the password");
        }
        if (!credential.secret().isText()) {
            throw new PullSecretException("the password for " + shown + " is not UTF-8 text, which kubelets need");
        }
    }

    /** The key below {@code auths}: as the user spelled the server, but Docker Hub as kubectl spells it. */
    String key() {
        return server.isHub() ? ServerAddress.HUB_SPELLING : server.spelling();
    }
}
