/** The headers by which a client hands credentials to Docker's engine API. */
package dev.coffer.docker.engine;
