/** What {@code coffer kube} makes of the settings: for which images a kubelet is to ask. */
package dev.coffer.cli.kube;
