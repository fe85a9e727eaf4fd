package dev.coffer.core.audit;

import static dev.coffer.core.audit.Severity.CRITICAL;
import static dev.coffer.core.audit.Severity.NOTE;
import static dev.coffer.core.audit.Severity.WARNING;

import java.util.Locale;

/** All that the audit can find. The ids do not change between versions; programs may compare them. */
public enum Code {
    /** Others can read a file that holds secrets. */
    READABLE_BY_OTHERS(CRITICAL),
    /** Others can write a file that holds credentials or names their helpers. */
    WRITABLE_BY_OTHERS(CRITICAL),
    /** Others can write a folder on the way to such a file, and so put another in its place. */
    FOLDER_WRITABLE_BY_OTHERS(CRITICAL),
    /** Others can exchange a helper that is configured. */
    HELPER_UNTRUSTED(CRITICAL),
    /** Others can write a folder of the search path, where helpers are looked for. */
    SEARCH_PATH_WRITABLE(CRITICAL),
    /** The name of a helper leads to a file outside the search path. */
    HELPER_NAME_IS_PATH(CRITICAL),
    /** Docker takes plugins from a folder that others can write, or that depends on the current folder. */
    PLUGIN_FOLDER_UNTRUSTED(CRITICAL),

    /** Registry logins are in plain text. */
    PLAIN_TEXT_LOGIN(WARNING),
    /** A cloud's long-lived key is in plain text. */
    PLAIN_TEXT_CLOUD_KEY(WARNING),
    /** A password of a build tool is in plain text. */
    PLAIN_TEXT_PASSWORD(WARNING),
    /** A file cannot be understood. */
    MALFORMED_FILE(WARNING),
    /** The login of an entry cannot be read. */
    MALFORMED_ENTRY(WARNING),
    /** We may not read a file, or it is too long. */
    UNREADABLE_FILE(WARNING),
    /** A folder, pipe or device stands where a file should be. */
    NOT_A_FILE(WARNING),
    /** A symbolic link leads nowhere or in a circle. */
    BROKEN_LINK(WARNING),
    /** A file in our home belongs to somebody else. */
    FOREIGN_OWNER(WARNING),
    /** A configured helper is not installed. */
    HELPER_MISSING(WARNING),
    /** A configured helper is there and must not be run. */
    HELPER_NOT_EXECUTABLE(WARNING),
    /** A configured helper cannot list what it has. */
    HELPER_FAILING(WARNING),
    /** A configured helper does not answer. */
    HELPER_SILENT(WARNING),
    /** The name of a helper holds characters that no helper's name has. */
    HELPER_NAME_ODD(WARNING),
    /** The search path has an empty or relative part. */
    SEARCH_PATH_RELATIVE(WARNING),
    /** Somebody has changed the helper that set-up wrote. */
    CREDS_STORE_CHANGED(WARNING),
    /** A credential has expired. */
    EXPIRED_LOGIN(WARNING),
    /** The store that was chosen cannot be used. */
    STORE_UNREACHABLE(WARNING),
    /** Something in the vault cannot be read. */
    STORE_DAMAGED(WARNING),
    /** Coffer's settings cannot be used. */
    SETTINGS_UNUSABLE(WARNING),
    /** No look-up of the tool that reads the file can match the key. */
    KEY_NEVER_MATCHES(WARNING),
    /** Several keys match equally well, and tools pick one at random. */
    KEY_AMBIGUOUS(WARNING),
    /** {@code DOCKER_AUTH_CONFIG} is set and docker ignores it. */
    DOCKER_AUTH_CONFIG_IGNORED(WARNING),
    /** {@code REGISTRY_AUTH_FILE} names docker's own file. */
    REGISTRY_AUTH_FILE_IS_DOCKERS(WARNING),
    /** {@code REGISTRY_AUTH_FILE} names a file that is not there. */
    REGISTRY_AUTH_FILE_MISSING(WARNING),
    /** A variable that names a place names it relative to the current folder. */
    VARIABLE_RELATIVE(WARNING),
    /** {@code DOCKER_CONFIG} does not name a folder. */
    DOCKER_CONFIG_NOT_A_FOLDER(WARNING),
    /** Docker's current context does not exist. */
    CONTEXT_MISSING(WARNING),
    /** A part of the audit could not be done. */
    CHECK_INCOMPLETE(WARNING),

    /** The mode of a file with secrets lets others in; only a folder keeps them out. */
    MODE_TOO_WIDE(NOTE),
    /** The session of a cloud's own tool is in plain text, as that tool keeps it. */
    PLAIN_TEXT_CLOUD_LOGIN(NOTE),
    /** Logins are in the environment. */
    SECRET_IN_ENVIRONMENT(NOTE),
    /** A tool never reads the login, because something goes before it. */
    HIDDEN_LOGIN(NOTE),
    /** A helper takes long. */
    HELPER_SLOW(NOTE),
    /** A helper is not on the search path of sudo, of services or of an IDE. */
    HELPER_NOT_ON_PATH(NOTE),
    /** A credential ends soon. */
    EXPIRING_LOGIN(NOTE),
    /** The vault is locked, so the audit could not look into it. */
    STORE_LOCKED(NOTE),
    /** The key names a path, but tools send the login to the whole host. */
    KEY_SERVES_WHOLE_HOST(NOTE),
    /** {@code DOCKER_AUTH_CONFIG} goes before what helpers have. */
    DOCKER_AUTH_CONFIG_HIDES(NOTE),
    /** A folder for docker's plugins is not there. */
    PLUGIN_FOLDER_MISSING(NOTE);

    private final Severity severity;

    Code(Severity severity) {
        this.severity = severity;
    }

    /** How bad it is. */
    public Severity severity() {
        return severity;
    }

    /** The stable name: {@code plain-text-login}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    public String toString() {
        return id();
    }
}
