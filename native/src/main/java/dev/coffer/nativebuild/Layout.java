package dev.coffer.nativebuild;

/**
 * Where a native program lies in a delivery. Each has its own libraries, because the stub of the JVM among them holds
 * just what this image and they call.
 *
 * @param program the executable
 * @param libraries the folder of its shared libraries
 * @param fromProgram the same folder, as seen from the executable's
 */
record Layout(String program, String libraries, String fromProgram) {
    /** The program that users and docker run. */
    static final Layout MAIN = new Layout("bin/coffer", "lib/coffer", "../lib/coffer");

    /** The program that fetches clouds' tokens, which the main one runs. */
    static final Layout CLOUD = new Layout("lib/coffer/coffer-cloud", "lib/coffer/cloud", "cloud");
}
