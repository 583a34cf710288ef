// Command check decodes manifests into the types of the Kubernetes API, and fails for
// fields that do not exist there. It is a separate module, so that the server does not
// depend on Kubernetes.
package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"

	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"
	networkingv1 "k8s.io/api/networking/v1"
	policyv1 "k8s.io/api/policy/v1"
	"sigs.k8s.io/yaml"
)

func main() {
	var problems []error
	for _, file := range os.Args[1:] {
		content, err := os.ReadFile(file)
		if err != nil {
			problems = append(problems, err)
			continue
		}
		for _, manifest := range bytes.Split(content, []byte("\n---\n")) {
			if err := check(manifest); err != nil {
				problems = append(problems, fmt.Errorf("%s: %w", file, err))
			}
		}
	}
	if err := errors.Join(problems...); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func check(manifest []byte) error {
	var head struct{ APIVersion, Kind string }
	if err := yaml.Unmarshal(manifest, &head); err != nil {
		return err
	}
	name := head.APIVersion + " " + head.Kind
	into := map[string]any{
		"apps/v1 Deployment":                 new(appsv1.Deployment),
		"v1 Service":                         new(corev1.Service),
		"policy/v1 PodDisruptionBudget":      new(policyv1.PodDisruptionBudget),
		"networking.k8s.io/v1 NetworkPolicy": new(networkingv1.NetworkPolicy),
	}[name]
	if into == nil {
		return fmt.Errorf("%q is not known here", name)
	}
	if err := yaml.UnmarshalStrict(manifest, into); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
}
