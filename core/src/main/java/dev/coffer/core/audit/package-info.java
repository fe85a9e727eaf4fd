/**
 * The audit of a machine: what is wrong with the files, variables, programs and stores that decide which registry
 * credentials are used. It needs no network and changes nothing, shows no secret, and bounds every wait.
 */
@org.jspecify.annotations.NullMarked
package dev.coffer.core.audit;
