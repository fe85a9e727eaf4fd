/**
 * What other tools do: which files and variables each reads for an image, in which order, how it matches keys, which
 * helpers it runs, and where it picks at random. The rules are those of the tools, with their mistakes; nothing here
 * decides what Coffer itself does.
 */
package dev.coffer.docker.tools;
