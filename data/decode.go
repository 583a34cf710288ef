package data

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"maps"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/agnivade/levenshtein"
	"go.yaml.in/yaml/v3"

	"doichieu/vocab"
	"doichieu/wording"
)

// The dataset's files use a small part of YAML: mappings with known keys, lists,
// text, plain decimal numbers, true and false. A YAML library reads 0256 as 174,
// 1_000 as 1000, yes as true and nothing as 0; here each value is what was typed,
// or is refused with its line.

// fileDecoder writes the nodes of one file into the format's types.
type fileDecoder struct {
	file     string
	problems *collected
	at       []byte // the key of the node that is being filled, as .targets[3].year
}

// decodeYAML decodes a file's only YAML document. It reports false when the file
// holds none that can be read.
func (d *fileDecoder) decodeYAML(content []byte, into any) bool {
	decoder := yaml.NewDecoder(bytes.NewReader(content))
	var root yaml.Node
	err := decoder.Decode(&root)
	if errors.Is(err, io.EOF) || err == nil && isNull(root.Content[0]) {
		d.problems.tell(d.file, 0, "is empty; an empty list is written []")
		return false
	}
	if err != nil {
		d.yamlProblem(err)
		return false
	}
	d.fill(root.Content[0], reflect.ValueOf(into).Elem())
	return d.onlyDocument(decoder) && !d.problems.refused[place{d.file, ""}]
}

// onlyDocument reports a second YAML document, which nobody would read.
func (d *fileDecoder) onlyDocument(decoder *yaml.Decoder) bool {
	var second yaml.Node
	switch err := decoder.Decode(&second); {
	case errors.Is(err, io.EOF):
		return true
	case err != nil:
		d.yamlProblem(err)
	default:
		d.problems.tell(d.file, second.Content[0].Line, "a second YAML document begins here, after ---; a file holds one")
	}
	return false
}

var yamlLine = regexp.MustCompile(`^(?:yaml: )?line (\d+): (.*)$`)

func (d *fileDecoder) yamlProblem(err error) {
	message, line := strings.TrimPrefix(err.Error(), "yaml: "), 0
	if m := yamlLine.FindStringSubmatch(err.Error()); m != nil {
		line, _ = strconv.Atoi(m[1])
		message = m[2]
	}
	d.problems.tell(d.file, line, "is not valid YAML: %s", message)
}

// problem refuses the value that is being filled.
func (d *fileDecoder) problem(node *yaml.Node, format string, args ...any) {
	d.problems.refuse(d.file, string(d.at))
	d.problems.tell(d.file, node.Line, format, args...)
}

var decimalType = reflect.TypeFor[vocab.Decimal]()

// fill writes a node into a value of the format's types.
func (d *fileDecoder) fill(node *yaml.Node, into reflect.Value) {
	if !d.isPlain(node) {
		return
	}
	if into.Type() == decimalType {
		d.decimal(node, into)
		return
	}
	switch into.Kind() {
	case reflect.Pointer:
		d.optional(node, into)
	case reflect.Struct:
		d.mapping(node, into)
	case reflect.Slice:
		d.list(node, into)
	case reflect.Int, reflect.Int64:
		d.integer(node, into)
	case reflect.Bool:
		d.boolean(node, into)
	default:
		d.text(node, into)
	}
}

// isPlain refuses what YAML has beyond the values themselves: an alias stands for
// text that is elsewhere, a tag says that a value is another than it looks.
func (d *fileDecoder) isPlain(node *yaml.Node) bool {
	switch {
	case node.Kind == yaml.AliasNode:
		d.problem(node, "the alias *%s is not read; write out what it stands for", node.Value)
	case node.Anchor != "":
		d.problem(node, "the anchor &%s is not read; remove it", node.Anchor)
	case node.Style&yaml.TaggedStyle != 0:
		d.problem(node, "the tag %s is not read; remove it", node.Tag)
	default:
		return true
	}
	return false
}

// optional fills what may be left out. A blank mapping is left out; a blank
// number is not, since nobody can tell it from one that was forgotten.
func (d *fileDecoder) optional(node *yaml.Node, into reflect.Value) {
	if isBlank(node) && into.Type().Elem().Kind() == reflect.Struct {
		return
	}
	value := reflect.New(into.Type().Elem())
	d.fill(node, value.Elem())
	into.Set(value)
}

func (d *fileDecoder) mapping(node *yaml.Node, into reflect.Value) {
	if isBlank(node) {
		return
	}
	if node.Kind != yaml.MappingNode {
		d.problem(node, "expected the keys of a %s, found %s", into.Type().Name(), described(node))
		return
	}
	fields, seen := fieldsOf(into.Type()), map[string]int{}
	above := len(d.at)
	for i := 0; i+1 < len(node.Content); i += 2 {
		key, value := node.Content[i], node.Content[i+1]
		if !d.isKey(key, seen) {
			continue
		}
		field, known := fields[key.Value]
		if !known {
			d.unknownKey(key, into.Type().Name(), fields)
			continue
		}
		d.at = append(append(d.at, '.'), key.Value...)
		d.fill(value, into.Field(field))
		d.at = d.at[:above]
		keepAsTyped(value, into.Type().Field(field), into.Field(field))
	}
}

// keepAsTyped leaves a name as it was typed that would be refused, so that it
// is: text is cleaned when it is read, and a line end becomes a space.
func keepAsTyped(node *yaml.Node, field reflect.StructField, into reflect.Value) {
	if field.Tag.Get("as") == "typed" && into.String() != "" && CheckReleaseName(node.Value) != nil {
		into.SetString(node.Value)
	}
}

// isKey refuses what is no key of its own.
func (d *fileDecoder) isKey(key *yaml.Node, seen map[string]int) bool {
	if !d.isPlain(key) {
		return false
	}
	if key.Kind != yaml.ScalarNode {
		d.problem(key, "expected a key, found %s", described(key))
		return false
	}
	if key.Value == "<<" {
		d.problem(key, "the merge key << is not read; write out the keys")
		return false
	}
	if first, twice := seen[key.Value]; twice {
		d.problem(key, "the key %q stands here twice, first on line %d", shortened(key.Value), first)
		return false
	}
	seen[key.Value] = key.Line
	return true
}

// unknownKey looks for the nearest key only when the problem will be told.
// What is probably meant is refused with it: it is not missing.
func (d *fileDecoder) unknownKey(key *yaml.Node, of string, fields map[string]int) {
	if !d.problems.wants(d.file) {
		return
	}
	message := fmt.Sprintf("unknown key %q in a %s; remove it or correct its spelling", shortened(key.Value), of)
	if near := nearestKey(key.Value, fields); near != "" {
		message += fmt.Sprintf(" (perhaps %q is meant)", near)
		d.problems.refuse(d.file, string(d.at)+"."+near)
	}
	d.problems.add(Problem{File: d.file, Line: key.Line, Message: message})
}

// nearestKey is the key that is probably meant; "" when none is near.
func nearestKey(key string, fields map[string]int) string {
	const close = 2
	if len(key) > 64 {
		return ""
	}
	for _, known := range slices.Sorted(maps.Keys(fields)) {
		if strings.EqualFold(known, key) || len(known) > close && levenshtein.ComputeDistance(known, key) <= close {
			return known
		}
	}
	return ""
}

func (d *fileDecoder) list(node *yaml.Node, into reflect.Value) {
	if isBlank(node) {
		return
	}
	if node.Kind != yaml.SequenceNode {
		d.problem(node, "expected a list, found %s", described(node))
		return
	}
	list := reflect.MakeSlice(into.Type(), len(node.Content), len(node.Content))
	above := len(d.at)
	for i, entry := range node.Content {
		d.at = append(d.at, item("", i)...)
		if isBlank(entry) {
			d.problem(entry, "an entry of a list is empty")
		} else {
			d.fill(entry, list.Index(i))
		}
		d.at = d.at[:above]
	}
	into.Set(list)
}

// maxTextBytes is far longer than what a record says in any language.
const maxTextBytes = 20_000

func (d *fileDecoder) text(node *yaml.Node, into reflect.Value) {
	if node.Kind != yaml.ScalarNode || isNull(node) && !isBlank(node) {
		d.problem(node, "expected text, found %s; text that looks like something else is written in quotes", described(node))
		return
	}
	if len(node.Value) > maxTextBytes {
		d.problem(node, "the text is longer than %d bytes", maxTextBytes)
		return
	}
	if r, found := wording.Forbidden(node.Value); found {
		d.problem(node, "the text holds the character %U, which stands in no text; remove it", r)
		return
	}
	into.SetString(wording.Clean(node.Value))
}

var (
	integerForm = regexp.MustCompile(`^(?:0|-?[1-9][0-9]*)$`)
	decimalForm = regexp.MustCompile(`^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?$`)
)

func (d *fileDecoder) integer(node *yaml.Node, into reflect.Value) {
	if !isNumber(node, integerForm) {
		d.problem(node, "expected a whole number such as 2024, with digits only and without quotes, found %s", described(node))
		return
	}
	n, err := strconv.ParseInt(node.Value, 10, into.Type().Bits())
	if err != nil {
		d.problem(node, "the number %s is out of range", shortened(node.Value))
		return
	}
	into.SetInt(n)
}

func (d *fileDecoder) decimal(node *yaml.Node, into reflect.Value) {
	if !isNumber(node, decimalForm) {
		d.problem(node, "expected a number such as 80 or 76.5, with a decimal point, no grouping and without quotes, found %s", described(node))
		return
	}
	n, err := vocab.ParseDecimal(node.Value)
	if err != nil {
		d.problem(node, "%v", err)
		return
	}
	into.Set(reflect.ValueOf(n))
}

// isNumber reports whether a node is a number as it is typed. Longer ones are
// beyond every range.
func isNumber(node *yaml.Node, form *regexp.Regexp) bool {
	return node.Kind == yaml.ScalarNode && node.Style == 0 && len(node.Value) < 64 && form.MatchString(node.Value)
}

func (d *fileDecoder) boolean(node *yaml.Node, into reflect.Value) {
	if node.Kind != yaml.ScalarNode || node.Style != 0 || node.Value != "true" && node.Value != "false" {
		d.problem(node, "expected true or false, found %s", described(node))
		return
	}
	into.SetBool(node.Value == "true")
}

func isNull(node *yaml.Node) bool { return node.Kind == yaml.ScalarNode && node.Tag == "!!null" }

// isBlank reports whether nothing is written at all.
func isBlank(node *yaml.Node) bool { return isNull(node) && node.Value == "" }

// described is a node as a problem names it.
func described(node *yaml.Node) string {
	switch {
	case node.Kind == yaml.MappingNode:
		return "a mapping"
	case node.Kind == yaml.SequenceNode:
		return "a list"
	case isBlank(node):
		return "nothing"
	case node.Style&(yaml.SingleQuotedStyle|yaml.DoubleQuotedStyle) != 0:
		return fmt.Sprintf("the text %q", shortened(node.Value))
	default:
		return shortened(node.Value)
	}
}

// shortened is a text as far as a problem quotes it.
func shortened(text string) string {
	const most = 60
	if runes := []rune(text); len(runes) > most {
		return string(runes[:most]) + "…"
	}
	return text
}

var fieldCache sync.Map // reflect.Type → map[string]int

// fieldsOf maps the keys of a type of the format to its fields.
func fieldsOf(t reflect.Type) map[string]int {
	if fields, known := fieldCache.Load(t); known {
		return fields.(map[string]int)
	}
	fields := map[string]int{}
	for i := range t.NumField() {
		key, _, _ := strings.Cut(t.Field(i).Tag.Get("yaml"), ",")
		fields[key] = i
	}
	fieldCache.Store(t, fields)
	return fields
}
