/**
 * What all fetchers keep to on the way to a token: which servers may be talked to, whether they are there, how long it
 * may take, and how their answers are read.
 */
package dev.coffer.cloud.servers;
