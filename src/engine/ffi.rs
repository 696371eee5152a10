//! What the engine exports and ext-php-rs does not bind. Each signature is the
//! one in PHP's headers of versions 8.2 to 8.5.

use ext_php_rs::ffi::{
    HashTable, zend_class_entry, zend_function, zend_function_entry, zend_ini_entry,
    zend_internal_function, zend_object, zend_object_iterator, zend_property_info, zend_resource,
    zend_string, zend_type, zval,
};
use std::ffi::{c_char, c_int, c_uchar, c_void};

/// ext/standard's `smart_str`.
#[repr(C)]
pub struct SmartStr {
    pub string: *mut zend_string,
    pub allocated: usize,
}

/// The head of main's `zend_output_globals`.
#[cfg(not(php_zts))]
#[repr(C)]
pub struct OutputGlobals {
    /// `zend_stack`: three numbers …
    handlers: [c_int; 3],
    /// … and the elements.
    elements: *mut c_void,
    /// The innermost buffer, null when there is none.
    pub active: *mut c_void,
}

/// `php_output_buffer`.
#[repr(C)]
pub struct OutputBuffer {
    pub data: *mut c_char,
    pub size: usize,
    pub used: usize,
    /// Whether the engine is to free the data: the lowest bit.
    pub free: u32,
}

/// `php_output_context`: what a buffer's handler is called with.
#[repr(C)]
pub struct OutputContext {
    pub op: c_int,
    pub input: OutputBuffer,
    pub output: OutputBuffer,
}

// SAFETY: only the thread that runs PHP looks at it.
#[cfg(not(php_zts))]
unsafe impl Sync for OutputGlobals {}

/// The head of ext/standard's `php_basic_globals`: its first member.
#[repr(C)]
pub struct BasicGlobals {
    pub user_shutdown_function_names: *mut HashTable,
}

/// `zend_error_cb`: kind, file, line and message.
pub type ErrorCallback = unsafe extern "C" fn(c_int, *mut zend_string, u32, *mut zend_string);

/// `zend_post_startup_cb`: called once, when all extensions have been started.
pub type PostStartup = unsafe extern "C" fn() -> c_int;

unsafe extern "C" {
    pub static zend_ce_closure: *mut zend_class_entry;
    pub static spl_ce_RuntimeException: *mut zend_class_entry;
    pub static spl_ce_LogicException: *mut zend_class_entry;

    // Zend/zend_max_execution_timer.h
    #[cfg(all(php_max_execution_timers, not(php85)))]
    pub fn zend_max_execution_timer_init();

    // Zend/zend_modules.h
    pub static module_registry: HashTable;

    // Zend/zend_string.h
    pub static mut zend_string_init_existing_interned:
        unsafe extern "C" fn(*const c_char, usize, bool) -> *mut zend_string;

    // Zend/zend_API.h
    pub fn zend_parse_parameters(num_args: u32, type_spec: *const c_char, ...) -> c_int;
    pub fn zend_argument_type_error(arg_num: u32, format: *const c_char, ...);
    #[cfg(not(php83))]
    pub fn zend_zval_type_name(arg: *const zval) -> *const c_char;
    #[cfg(php83)]
    pub fn zend_zval_value_name(arg: *const zval) -> *const c_char;
    pub fn object_init_ex(arg: *mut zval, class: *mut zend_class_entry) -> c_int;
    pub fn zend_declare_typed_property(
        class: *mut zend_class_entry,
        name: *mut zend_string,
        default: *mut zval,
        access: c_int,
        doc_comment: *mut zend_string,
        declared: zend_type,
    ) -> *mut zend_property_info;
    pub fn zend_call_method(
        object: *mut zend_object,
        class: *mut zend_class_entry,
        function: *mut *mut zend_function,
        name: *const c_char,
        name_len: usize,
        result: *mut zval,
        param_count: u32,
        arg1: *mut zval,
        arg2: *mut zval,
    ) -> *mut zval;
    // Zend/zend_observer.h
    pub fn zend_observer_fiber_switch_register(
        handler: unsafe extern "C" fn(*mut c_void, *mut c_void),
    );
    pub fn zend_observer_fiber_destroy_register(handler: unsafe extern "C" fn(*mut c_void));

    // Zend/zend.h
    pub fn zend_timeout();
    pub fn zend_set_timeout(seconds: ext_php_rs::ffi::zend_long, reset_signals: bool);
    pub static mut zend_error_cb: Option<ErrorCallback>;
    pub static mut zend_post_startup_cb: Option<PostStartup>;
    pub fn zend_register_functions(
        scope: *mut zend_class_entry,
        functions: *const zend_function_entry,
        table: *mut HashTable,
        module_kind: c_int,
    ) -> c_int;
    pub fn zend_unregister_functions(
        functions: *const zend_function_entry,
        count: c_int,
        table: *mut HashTable,
    );
    #[cfg(feature = "faults")]
    pub fn zend_eval_stringl(
        code: *const c_char,
        len: usize,
        result: *mut zval,
        name: *const c_char,
    ) -> c_int;

    // Zend/zend_alloc.h
    pub fn is_zend_mm() -> bool;
    pub fn _zend_mem_block_size(
        block: *mut c_void,
        #[cfg(php_debug)] file: *const c_char,
        #[cfg(php_debug)] line: u32,
        #[cfg(php_debug)] outer_file: *const c_char,
        #[cfg(php_debug)] outer_line: u32,
    ) -> usize;
    pub fn zend_mm_get_heap() -> *mut c_void;
    pub fn zend_register_internal_enum(
        name: *const c_char,
        of: c_uchar,
        functions: *const zend_function_entry,
    ) -> *mut zend_class_entry;
    pub fn zend_enum_add_case_cstr(
        class: *mut zend_class_entry,
        name: *const c_char,
        value: *mut zval,
    );
    pub fn zend_enum_get_case_cstr(
        class: *mut zend_class_entry,
        name: *const c_char,
    ) -> *mut zend_object;
    pub fn zend_wrong_parameters_count_error(least: u32, most: u32);
    pub fn zend_parse_arg_long_slow(value: *const zval, into: *mut i64, number: u32) -> bool;
    pub fn zend_parse_arg_double_slow(value: *const zval, into: *mut f64, number: u32) -> bool;
    pub fn zend_parse_arg_bool_slow(value: *const zval, into: *mut bool, number: u32) -> bool;
    pub fn zend_parse_arg_str_slow(
        value: *mut zval,
        into: *mut *mut zend_string,
        number: u32,
    ) -> bool;
    pub fn zend_argument_value_error(number: u32, format: *const c_char, ...);
    pub static zend_ce_traversable: *mut zend_class_entry;
    pub fn array_set_zval_key(array: *mut HashTable, key: *mut zval, value: *mut zval) -> c_int;
    pub static zend_ce_iterator: *mut zend_class_entry;
    pub fn zend_iterator_init(iterator: *mut zend_object_iterator);
    pub fn php_log_err_with_severity(text: *const c_char, severity: c_int);
    pub static spl_ce_ArrayIterator: *mut zend_class_entry;
    pub static spl_ce_ArrayObject: *mut zend_class_entry;
    pub static spl_ce_SplFixedArray: *mut zend_class_entry;
    pub static spl_ce_SplObjectStorage: *mut zend_class_entry;
    pub static spl_ce_SplDoublyLinkedList: *mut zend_class_entry;
    pub static spl_ce_SplQueue: *mut zend_class_entry;
    pub static spl_ce_SplStack: *mut zend_class_entry;
    pub fn zend_iterator_dtor(iterator: *mut zend_object_iterator);
    pub fn zend_memory_usage(real_usage: bool) -> usize;
    pub fn zend_memory_peak_usage(real_usage: bool) -> usize;
    pub fn zend_memory_reset_peak_usage();
    #[cfg(php_delayed_oom)]
    pub fn _femalloc(
        size: usize,
        #[cfg(php_debug)] file: *const c_char,
        #[cfg(php_debug)] line: u32,
        #[cfg(php_debug)] outer_file: *const c_char,
        #[cfg(php_debug)] outer_line: u32,
    ) -> *mut c_void;
    #[cfg(php_delayed_oom)]
    pub fn zend_handle_delayed_oom();

    // Zend/zend_compile.h
    pub static zend_pass_function: zend_internal_function;

    // Zend/zend_closures.h
    pub fn zend_create_fake_closure(
        result: *mut zval,
        function: *mut zend_function,
        scope: *mut zend_class_entry,
        called_scope: *mut zend_class_entry,
        this: *mut zval,
    );
    pub fn zend_get_closure_method_def(closure: *mut zend_object) -> *const zend_function;

    // Zend/zend_exceptions.h
    pub fn zend_clear_exception();
    pub fn zend_exception_error(exception: *mut zend_object, severity: c_int) -> c_int;
    pub fn zend_exception_set_previous(exception: *mut zend_object, previous: *mut zend_object);
    pub fn zend_is_unwind_exit(exception: *const zend_object) -> bool;
    pub fn zend_is_graceful_exit(exception: *const zend_object) -> bool;

    // Zend/zend_hash.h
    pub fn _zend_hash_init(
        table: *mut HashTable,
        size: u32,
        destructor: ext_php_rs::ffi::dtor_func_t,
        persistent: bool,
    );
    pub fn zend_hash_real_init_packed(table: *mut HashTable);
    pub fn zend_hash_real_init_mixed(table: *mut HashTable);
    pub fn _zend_handle_numeric_str_ex(key: *const c_char, len: usize, index: *mut u64) -> bool;

    // Zend/zend_stack.h
    pub fn zend_stack_push(
        stack: *mut ext_php_rs::ffi::zend_stack,
        element: *const c_void,
    ) -> c_int;

    // Zend/zend_objects.h, Zend/zend_weakrefs.h, Zend/zend_list.h
    pub fn zend_weakrefs_notify(object: *mut zend_object);
    pub fn zend_objects_destroy_object(object: *mut zend_object);
    pub fn zend_objects_clone_obj(object: *mut zend_object) -> *mut zend_object;
    pub fn zend_list_close(resource: *mut zend_resource);
    // Zend/zend_execute.h
    pub fn zend_verify_prop_assignable_by_ref(
        info: *mut zend_property_info,
        value: *mut zval,
        strict: bool,
    ) -> bool;
    pub fn zend_ref_add_type_source(
        sources: *mut ext_php_rs::ffi::zend_property_info_source_list,
        info: *mut zend_property_info,
    );
    #[cfg(php83)]
    pub fn zend_verify_property_type(
        info: *const zend_property_info,
        property: *mut zval,
        strict: bool,
    ) -> bool;
    #[cfg(not(php83))]
    pub fn zend_verify_property_type(
        info: *mut zend_property_info,
        property: *mut zval,
        strict: bool,
    ) -> bool;

    // Zend/zend_ini.h
    pub fn zend_ini_string(name: *const c_char, name_len: usize, orig: c_int) -> *mut c_char;
    pub fn zend_alter_ini_entry_chars(
        name: *mut zend_string,
        value: *const c_char,
        length: usize,
        modify_type: c_int,
        stage: c_int,
    ) -> c_int;
    pub fn zend_unregister_ini_entries_ex(module: c_int, module_kind: c_int);
    pub fn zend_ini_boolean_displayer_cb(entry: *mut zend_ini_entry, kind: c_int);

    // Zend/zend_system_id.h
    pub fn zend_add_system_entropy(
        module: *const c_char,
        hook: *const c_char,
        data: *const c_void,
        size: usize,
    ) -> c_int;

    // main/php_output.h
    pub fn php_output_activate() -> c_int;
    pub fn php_output_end_all();
    pub fn php_output_end() -> c_int;
    pub fn php_output_get_status() -> c_int;
    pub fn php_output_get_active_handler() -> *mut c_void;
    pub fn php_output_handler_create_internal(
        name: *const c_char,
        name_len: usize,
        handler: Option<unsafe extern "C" fn(*mut *mut c_void, *mut OutputContext) -> c_int>,
        chunk_size: usize,
        flags: c_int,
    ) -> *mut c_void;
    pub fn php_output_handler_set_context(
        handler: *mut c_void,
        context: *mut c_void,
        dtor: Option<unsafe extern "C" fn(*mut c_void)>,
    );
    pub fn php_output_handler_start(handler: *mut c_void) -> c_int;
    pub fn php_output_handler_free(handler: *mut *mut c_void);
    pub fn php_output_get_level() -> c_int;
    pub fn php_output_write(text: *const c_char, len: usize) -> usize;
    #[cfg(not(php_zts))]
    pub static output_globals: OutputGlobals;
    pub fn php_output_set_implicit_flush(flush: c_int);

    // main/php_main.h; ext/standard/info.h
    #[cfg(php85)]
    pub fn php_child_init();
    pub fn php_header() -> c_int;
    pub fn display_ini_entries(module: *mut c_void);

    // main/php_streams.h; main/streams/php_stream_plain_wrapper.h
    pub fn php_file_le_stream() -> c_int;
    pub fn php_file_le_pstream() -> c_int;
    pub static php_stream_stdio_ops: super::files::Operations;

    // ext/standard/basic_functions.h
    pub fn php_call_shutdown_functions();
    #[cfg(not(php_zts))]
    pub static mut basic_globals: BasicGlobals;
    #[cfg(php_zts)]
    pub static basic_globals_id: c_int;
    #[cfg(php_zts)]
    pub fn ts_resource_ex(id: c_int, thread: *mut c_void) -> *mut c_void;

    // ext/random/php_random.h
    pub fn php_mt_srand(seed: u32);
    pub fn php_mt_rand() -> u32;
    pub fn php_combined_lcg() -> f64;
    pub fn php_random_default_status() -> *mut c_void;
    #[cfg(not(php_zts))]
    pub static mut random_globals: super::random::Globals;
    #[cfg(php_zts)]
    pub static random_globals_id: c_int;

    // ext/standard/php_var.h
    pub fn php_var_serialize_init() -> *mut c_void;
    pub fn php_var_serialize(buffer: *mut SmartStr, value: *mut zval, data: *mut *mut c_void);
    pub fn php_var_serialize_destroy(data: *mut c_void);
    pub fn php_var_unserialize_init() -> *mut c_void;
    pub fn php_var_unserialize(
        value: *mut zval,
        position: *mut *const c_uchar,
        end: *const c_uchar,
        data: *mut *mut c_void,
    ) -> c_int;
    pub fn php_var_unserialize_get_max_depth(data: *mut c_void) -> i64;
    pub fn php_var_unserialize_destroy(data: *mut c_void);
    #[link_name = "var_tmp_var"]
    pub fn php_var_tmp_var(data: *mut *mut c_void) -> *mut zval;
}
