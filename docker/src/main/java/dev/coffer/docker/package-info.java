/** Docker's formats: config.json, the helper protocol, the engine's headers. */
package dev.coffer.docker;
