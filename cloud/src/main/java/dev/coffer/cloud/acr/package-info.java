/** Tokens of Azure Container Registry, by Azure's own HTTP interfaces. */
package dev.coffer.cloud.acr;
