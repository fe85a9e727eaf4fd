/** Docker's {@code config.json} as a document that is edited in place, and the other files of its shape. */
package dev.coffer.docker.config;
