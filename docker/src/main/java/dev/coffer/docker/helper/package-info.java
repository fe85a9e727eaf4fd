/**
 * Both ends of Docker's credential helper protocol: programs called {@code docker-credential-NAME} that are run once
 * for each {@code store}, {@code get}, {@code erase} or {@code list}, read standard input and answer on standard output.
 */
package dev.coffer.docker.helper;
