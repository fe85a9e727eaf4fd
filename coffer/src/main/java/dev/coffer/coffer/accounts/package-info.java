/** Several logins for one server. */
package dev.coffer.coffer.accounts;
