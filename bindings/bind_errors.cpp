#include <pybind11/pybind11.h>
#include <pybind11/stl.h>

#include <exception>
#include <string>
#include <system_error>
#include <utility>

#include "bind.hpp"
#include "leps/core/error.hpp"

namespace py = pybind11;

namespace leps::python {
namespace {

template <class... Fields>
void raise_as(const char* name, Fields&&... fields) {
    const py::object type = py::module_::import("leps.errors").attr(name);
    const py::object value = type(std::forward<Fields>(fields)...);
    PyErr_SetObject(type.ptr(), value.ptr());
}

/// Text with the bytes of a path in it, as Python names files.
py::str named(const std::string& bytes) {
    return py::reinterpret_steal<py::str>(PyUnicode_DecodeFSDefaultAndSize(bytes.data(), static_cast<Py_ssize_t>(bytes.size())));
}

void translate(std::exception_ptr thrown) {
    try {
        if (thrown) { std::rethrow_exception(thrown); }
    } catch (const InvalidValue& error) {
        const InvalidValue::Fields& fields = error.fields();
        raise_as("InvalidValue", fields.code, fields.subject, fields.field, fields.got, fields.limit);
    } catch (const DataError& error) {
        raise_as("DataError", error.issues());
    } catch (const Unsupported& error) {
        raise_as("Unsupported", error.feature());
    } catch (const SolverError& error) {
        raise_as("SolverError", error.engine(), error.what());
    } catch (const FileError& error) {
        raise_as("FileError", named(error.path()), named(error.what()));
    } catch (const Error& error) {
        raise_as("Error", error.what());
    } catch (const std::system_error& error) {
        if (error.code() != std::errc::resource_unavailable_try_again) { throw; }
        PyErr_SetString(PyExc_MemoryError, "no thread could be started: memory or the number of threads has run out");
    }
}

}  // namespace

void register_errors() { py::register_exception_translator(&translate); }

}  // namespace leps::python
