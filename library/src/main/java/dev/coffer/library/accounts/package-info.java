/** Several logins for one server. */
package dev.coffer.library.accounts;
