/** Which servers may be talked to on the way to a token, and whether they are there. */
package dev.coffer.cloud.servers;
