// Command generate writes the GraphQL side of the program from schema.graphql
// and gqlgen.yml: gqlgen's own output and, beside it, the table of resolvers
// that package execute compiles operations from. Run it from the module's root;
// `make generate` does.
package main

import (
	"fmt"
	"os"

	"github.com/99designs/gqlgen/api"
	"github.com/99designs/gqlgen/codegen/config"
)

func main() {
	cfg, err := config.LoadConfigFromDefaultLocations()
	if err == nil {
		err = api.Generate(cfg, api.AddPlugin(resolverTable{}))
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
