/** Several logins for one server. */
package dev.coffer.core.accounts;
