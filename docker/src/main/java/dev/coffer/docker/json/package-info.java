/**
 * A strict JSON reader that keeps positions, order, duplicates and number spelling; a writer that escapes as Go's
 * encoder does; and a document that is edited without touching the text around the edit.
 */
package dev.coffer.docker.json;
