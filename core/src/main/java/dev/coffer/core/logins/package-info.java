/**
 * The logins that a machine has, whoever keeps them: one small source for each place, asked in one order. Not exported;
 * {@link dev.coffer.RegistryCredentials} is the way in.
 */
@org.jspecify.annotations.NullMarked
package dev.coffer.core.logins;
