package dev.coffer.kubernetes.nomad;

/**
 * A credential written in clear in a job. Never holds it.
 *
 * @param line where it stands, from 1
 * @param where names of the blocks around it and of the attribute, joined by dots; from the file, so to be escaped before
 *     it is printed
 * @param what what was found, lower case, without a final stop
 * @param remedy what to do
 */
public record JobFinding(int line, String where, String what, String remedy) {}
